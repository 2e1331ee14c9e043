/* What compiled code calls on Windows before it uses a large stack frame, so that each page of it is touched in order, which makes the
   pages usable. */
    .text
#if defined(__x86_64__)
/* The frame's size is in rax. No register changes. */
    .globl ___chkstk_ms
___chkstk_ms:
    pushq %rcx
    pushq %rax
    leaq 24(%rsp), %rcx
1:
    cmpq $0x1000, %rax
    jb 2f
    subq $0x1000, %rcx
    orl $0, (%rcx)
    subq $0x1000, %rax
    jmp 1b
2:
    subq %rax, %rcx
    orl $0, (%rcx)
    popq %rax
    popq %rcx
    ret
#else
/* The frame's size in units of 16 bytes is in x15. x16 and x17 change. */
    .globl __chkstk
__chkstk:
    mov x16, sp
    sub x17, x16, x15, lsl #4
1:
    sub x16, x16, #1, lsl #12
    cmp x16, x17
    b.lo 2f
    ldr xzr, [x16]
    b 1b
2:
    ldr xzr, [x17]
    ret
#endif
