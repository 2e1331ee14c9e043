# Finds libwebrtc and gives it one name, wrtc_engine, with everything that is needed to compile its headers.

set(WRTC_ENGINE auto CACHE STRING "Which libwebrtc: system (Debian's libtgowt-dev), upstream (milestone 150), auto")
set_property(CACHE WRTC_ENGINE PROPERTY STRINGS auto system upstream)
if(NOT WRTC_PLATFORM)
  set(WRTC_PLATFORM linux-x64)
endif()
set(WRTC_UPSTREAM_DIR "$ENV{HOME}/.cache/webrtcnative/m150/${WRTC_PLATFORM}/dist" CACHE PATH
  "Folder of the upstream engine, with include/ and lib/libwebrtc.a in it")

set(engine "${WRTC_ENGINE}")
if(engine STREQUAL auto)
  if(EXISTS "${WRTC_UPSTREAM_DIR}/lib/libwebrtc.a")
    set(engine upstream)
  else()
    set(engine system)
  endif()
  message(STATUS "Engine: ${engine}")
endif()

add_library(wrtc_engine INTERFACE)
if(engine STREQUAL system)
  include(${CMAKE_CURRENT_LIST_DIR}/EngineSystem.cmake)
elseif(engine STREQUAL upstream)
  include(${CMAKE_CURRENT_LIST_DIR}/EngineUpstream.cmake)
else()
  message(FATAL_ERROR "WRTC_ENGINE is \"${WRTC_ENGINE}\"; it can be auto, system or upstream.")
endif()
include(${CMAKE_CURRENT_LIST_DIR}/EngineCalls.cmake)
