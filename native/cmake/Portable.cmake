# CMake toolchain of the libraries for users: Debian's clang, against the sysroot of native/engine/sysroot.sh, for
# WRTC_PLATFORM, which need not be the machine's own.

set(WRTC_PLATFORM "linux-x64" CACHE STRING "linux-x64, linux-arm64 or linux-musl-x64")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES WRTC_PLATFORM)
set(WRTC_PORTABLE ON)

if(WRTC_PLATFORM STREQUAL "linux-x64")
  set(triple x86_64-linux-gnu)
elseif(WRTC_PLATFORM STREQUAL "linux-arm64")
  set(triple aarch64-linux-gnu)
elseif(WRTC_PLATFORM STREQUAL "linux-musl-x64")
  set(triple x86_64-linux-musl)
else()
  message(FATAL_ERROR "WRTC_PLATFORM is \"${WRTC_PLATFORM}\"; it can be linux-x64, linux-arm64 or linux-musl-x64.")
endif()
string(REGEX MATCH "^[^-]+" processor "${triple}")

# The version is the engine's.
file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/../engine/versions.sh" llvm_version REGEX "^llvm_version=")
string(REPLACE "llvm_version=" "/usr/lib/llvm-" llvm "${llvm_version}")

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${processor})
set(CMAKE_SYSROOT "$ENV{HOME}/.cache/webrtcnative/sysroot/${WRTC_PLATFORM}")
foreach(language C CXX ASM)
  set(CMAKE_${language}_COMPILER_TARGET ${triple})
endforeach()
set(CMAKE_C_COMPILER ${llvm}/bin/clang)
set(CMAKE_CXX_COMPILER ${llvm}/bin/clang++)
set(CMAKE_ASM_COMPILER ${llvm}/bin/clang)
set(CMAKE_AR ${llvm}/bin/llvm-ar)
set(CMAKE_RANLIB ${llvm}/bin/llvm-ranlib)
set(CMAKE_STRIP ${llvm}/bin/llvm-strip)
set(CMAKE_OBJCOPY ${llvm}/bin/llvm-objcopy)
set(CMAKE_NM ${llvm}/bin/llvm-nm)
foreach(kind EXE SHARED MODULE)
  set(CMAKE_${kind}_LINKER_FLAGS_INIT "-fuse-ld=lld")
endforeach()
if(triple MATCHES "musl$")
  # Programs are run on the building machine, which has no loader of musl.
  string(APPEND CMAKE_EXE_LINKER_FLAGS_INIT " -Wl,--dynamic-linker=${CMAKE_SYSROOT}/lib/ld-musl-${processor}.so.1")
endif()

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
