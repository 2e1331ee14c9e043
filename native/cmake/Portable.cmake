# CMake toolchain of the libraries for users: Debian's clang, against the sysroot of native/engine/sysroot.sh, for
# WRTC_PLATFORM, which need not be the machine's own.

set(WRTC_PLATFORM "linux-x64" CACHE STRING "linux-x64 or linux-arm64")
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES WRTC_PLATFORM)
set(WRTC_PORTABLE ON)

if(WRTC_PLATFORM STREQUAL "linux-x64")
  set(processor x86_64)
elseif(WRTC_PLATFORM STREQUAL "linux-arm64")
  set(processor aarch64)
else()
  message(FATAL_ERROR "WRTC_PLATFORM is \"${WRTC_PLATFORM}\"; it can be linux-x64 or linux-arm64.")
endif()

# The version is the engine's.
file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/../engine/versions.sh" llvm_version REGEX "^llvm_version=")
string(REPLACE "llvm_version=" "/usr/lib/llvm-" llvm "${llvm_version}")

set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR ${processor})
set(CMAKE_SYSROOT "$ENV{HOME}/.cache/webrtcnative/sysroot/${WRTC_PLATFORM}")
foreach(language C CXX ASM)
  set(CMAKE_${language}_COMPILER_TARGET ${processor}-linux-gnu)
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

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
