// Tells Windows which functions of the library may be called through pointers (Control Flow Guard). The linker fills in the tables,
// and Windows the pointers. Microsoft's C library has this structure; mingw-w64's, as Debian compiles it, does not.
#if defined(__MINGW32__)

#if defined(__x86_64__)
#define WRTC_GUARD_DISPATCH "__guard_dispatch_icall_fptr"
#else
#define WRTC_GUARD_DISPATCH "0"  // arm64 checks each pointer, and calls it itself
#endif

// IMAGE_LOAD_CONFIG_DIRECTORY64 up to the targets of longjmp, of which there are none.
asm(R"(
    .section .rdata,"dr"
    .globl _load_config_used
    .p2align 3
_load_config_used:
    .long 192
    .zero 108
    .quad __guard_check_icall_fptr
    .quad )" WRTC_GUARD_DISPATCH R"(
    .quad __guard_fids_table
    .quad __guard_fids_count
    .long __guard_flags
    .zero 12
    .quad __guard_iat_table
    .quad __guard_iat_count
    .quad __guard_longjmp_table
    .quad __guard_longjmp_count
    .text
)");

#endif
