/* Kinds of nodes that the simulated driver does not have, on a driver that is made up for it. */
#include "fake_driver.h"
#include "quota.h"

#include <dlfcn.h>

static void *driver;

#define FAKE(name, types, ...) (((CUresult(*) types)dlsym(driver, #name))(__VA_ARGS__))

static void launch(CUgraphExec exec)
{
    EQUAL(FAKE(cuGraphLaunch, (CUgraphExec, CUstream), exec, NULL), 0);
}

/* Graph 1 of the made-up driver: 10 + (20 + 30) + (40 + 41). */
static CUgraphExec first_graph(void)
{
    const char *uuid = FAKE_UUID;
    CUgraphExec exec;
    CUgraphNode node;
    CUgraphNodeParams params = {.type = 13};
    give_quota(&uuid, 1, CQ_LIMIT_COMPUTE);
    driver = dlopen(getenv("FAKE_DRIVER"), RTLD_NOW);
    CHECK(driver);
    ((struct fake_conditional *)params.reserved1)->size = 2;
    EQUAL(FAKE(cuGraphAddNode, (CUgraphNode *, CUgraph, const CUgraphNode *, size_t, CUgraphNodeParams *), &node, GRAPH(1), NULL, 0, &params), 0);
    EQUAL(FAKE(cuGraphInstantiateWithFlags, (CUgraphExec *, CUgraph, unsigned long long), &exec, GRAPH(1), 0), 0);
    return exec;
}

TEST(Node_Conditional_CostsItsBodiesOnce)
{
    launch(first_graph());
    expect_charge(0, 1, 141);
}

TEST(Node_SwitchedOff_CostsNothingUntilItIsOnAgain)
{
    CUgraphExec exec = first_graph();
    CUDA_KERNEL_NODE_PARAMS_v1 params = {NULL, 15, 1, 1, 1024, 1, 1, 0, NULL, NULL};
    for (int i = 0; i < 2; i++)
        EQUAL(FAKE(cuGraphNodeSetEnabled, (CUgraphExec, CUgraphNode, unsigned), exec, NODE(10), 0), 0);
    launch(exec);
    expect_charge(0, 1, 131);
    EQUAL(FAKE(cuGraphExecKernelNodeSetParams, (CUgraphExec, CUgraphNode, const CUDA_KERNEL_NODE_PARAMS_v1 *), exec, NODE(10), &params), 0);
    launch(exec);
    expect_charge(0, 1, 131);
    CHECK(FAKE(cuGraphNodeSetEnabled, (CUgraphExec, CUgraphNode, unsigned), exec, NULL, 1) != 0);
    for (int i = 0; i < 2; i++)
        EQUAL(FAKE(cuGraphNodeSetEnabled, (CUgraphExec, CUgraphNode, unsigned), exec, NODE(10), 1), 0);
    launch(exec);
    expect_charge(0, 1, 146);
}

TEST(Node_ChildReplaced_CostsTheNewOne)
{
    CUgraphExec exec = first_graph();
    EQUAL(FAKE(cuGraphExecChildGraphNodeSetParams, (CUgraphExec, CUgraphNode, CUgraph), exec, NODE(12), GRAPH(5)), 0);
    launch(exec);
    expect_charge(0, 1, 110);
    CHECK(FAKE(cuGraphExecChildGraphNodeSetParams, (CUgraphExec, CUgraphNode, CUgraph), exec, NODE(10), GRAPH(5)) != 0);
    EQUAL(FAKE(cuGraphExecChildGraphNodeSetParams, (CUgraphExec, CUgraphNode, CUgraph), exec, NODE(12), GRAPH(4)), 0);
    launch(exec);
    expect_charge(0, 1, 141);
}

TEST(Node_OfAGraphThatIsGone_CostsOneUnit)
{
    CUgraphExec exec = first_graph();
    EQUAL(FAKE(cuGraphExecDestroy, (CUgraphExec), exec), 0);
    launch(exec);
    expect_charge(0, 1, 1);
}

int main(int count, char **arguments)
{
    static const struct test tests[] = {
        ENTRY(Node_Conditional_CostsItsBodiesOnce), ENTRY(Node_SwitchedOff_CostsNothingUntilItIsOnAgain), ENTRY(Node_ChildReplaced_CostsTheNewOne),
        ENTRY(Node_OfAGraphThatIsGone_CostsOneUnit),
    };
    (void)count;
    return run_tests(tests, sizeof tests / sizeof *tests, arguments);
}
