/* ___chkstk_ms of GCC's runtime for Windows on x64: touches each page of a large stack frame, whose size is in rax, so that Windows
   makes them usable in order. It changes no register. */
    .text
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
