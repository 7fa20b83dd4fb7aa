/*
 * dlsym and dlvsym. libc's own look at the return address to know who asks (RTLD_NEXT, RTLD_DEFAULT): where the answer is left to them, they are
 * jumped to with the stack and the registers as the caller left them. cq_dlsym and cq_dlvsym answer with a pair: the address to return, and
 * the function to jump to instead, if any.
 */
#if defined(__x86_64__)
#define TRAMPOLINE(name) \
    __asm__(".text\n.globl " #name "\n.type " #name ",@function\n" #name ":\n" \
            "  .cfi_startproc\n  endbr64\n" \
            "  pushq %rdi\n  .cfi_adjust_cfa_offset 8\n" \
            "  pushq %rsi\n  .cfi_adjust_cfa_offset 8\n" \
            "  pushq %rdx\n  .cfi_adjust_cfa_offset 8\n" \
            "  movq 24(%rsp), %rcx\n" \
            "  call cq_" #name "\n" \
            "  movq %rdx, %r11\n" \
            "  popq %rdx\n  .cfi_adjust_cfa_offset -8\n" \
            "  popq %rsi\n  .cfi_adjust_cfa_offset -8\n" \
            "  popq %rdi\n  .cfi_adjust_cfa_offset -8\n" \
            "  testq %r11, %r11\n  jz 1f\n  jmp *%r11\n1:  ret\n" \
            "  .cfi_endproc\n.size " #name ", . - " #name "\n")
#elif defined(__aarch64__)
#define TRAMPOLINE(name) \
    __asm__(".text\n.globl " #name "\n.type " #name ",%function\n" #name ":\n" \
            "  .cfi_startproc\n  hint #34\n" /* bti c */ \
            "  stp x29, x30, [sp, #-48]!\n  .cfi_def_cfa_offset 48\n  .cfi_offset x29, -48\n  .cfi_offset x30, -40\n" \
            "  stp x0, x1, [sp, #16]\n  str x2, [sp, #32]\n" \
            "  mov x3, x30\n" \
            "  bl cq_" #name "\n" \
            "  mov x16, x1\n  cbz x16, 1f\n" \
            "  ldp x0, x1, [sp, #16]\n  ldr x2, [sp, #32]\n" \
            "1:  ldp x29, x30, [sp], #48\n  .cfi_restore x29\n  .cfi_restore x30\n  .cfi_def_cfa_offset 0\n" \
            "  cbz x16, 2f\n  br x16\n2:  ret\n" \
            "  .cfi_endproc\n.size " #name ", . - " #name "\n")
#else
#error "the shim knows x86_64 and aarch64"
#endif

TRAMPOLINE(dlsym);
TRAMPOLINE(dlvsym);
