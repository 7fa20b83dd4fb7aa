"""What PyTorch sees of the GPU it was given, and how fast it multiplies matrices there; one "key=value" line per fact."""
import sys
import time

try:
    import torch
except ImportError as error:
    sys.exit(f"PyTorch is not installed: {error}")

SIZE = 8192
ROUNDS = 30
GRANULE = 64 << 20


def median(values):
    return sorted(values)[len(values) // 2]


def multiply(dtype):
    """Median TFLOP/s of a square matrix product."""
    a = torch.randn(SIZE, SIZE, device="cuda", dtype=dtype)
    b = torch.randn(SIZE, SIZE, device="cuda", dtype=dtype)
    torch.matmul(a, b)
    torch.cuda.synchronize()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        torch.matmul(a, b)
        torch.cuda.synchronize()
        times.append(time.perf_counter() - start)
    return 2 * SIZE**3 / median(times) / 1e12


def fill():
    """Takes memory until it is refused; returns the bytes and the type of the error."""
    held, got = [], 0
    try:
        while True:
            held.append(torch.empty(GRANULE, dtype=torch.uint8, device="cuda"))
            got += GRANULE
    except Exception as error:  # which type it is, is what is looked for
        return got, type(error).__name__


def main():
    if not torch.cuda.is_available():
        sys.exit("PyTorch finds no GPU")
    print(f"torch={torch.__version__}")
    print(f"matmul_bf16_tflops={multiply(torch.bfloat16):.2f}")
    torch.cuda.empty_cache()
    free, total = torch.cuda.mem_get_info()
    print(f"free_bytes={free}\ntotal_bytes={total}")
    got, error = fill()
    print(f"got_bytes={got}\nout_of_memory={error}")


main()
