set(archive "${WRTC_UPSTREAM_DIR}/lib/${CMAKE_STATIC_LIBRARY_PREFIX}webrtc${CMAKE_STATIC_LIBRARY_SUFFIX}")
if(NOT EXISTS "${archive}")
  message(FATAL_ERROR
    "The upstream engine is not at ${archive}.\n"
    "Unpack it there, set WRTC_UPSTREAM_DIR to the folder that holds include/ and lib/, or take WRTC_ENGINE=system.")
endif()

find_package(Threads REQUIRED)
target_include_directories(wrtc_engine SYSTEM INTERFACE "${WRTC_UPSTREAM_DIR}/include")
target_link_libraries(wrtc_engine INTERFACE "${archive}" Threads::Threads)

# The definitions that the archive was compiled with; classes and inline functions in its headers depend on them.
target_compile_definitions(wrtc_engine INTERFACE
  WRTC_ENGINE_UPSTREAM=1
  NDEBUG
  WEBRTC_DEPRECATE_PLAN_B
  WEBRTC_INCLUDE_INTERNAL_AUDIO_DEVICE
  WEBRTC_HAVE_SCTP
  RTC_ENABLE_VP9
  RTC_DAV1D_IN_INTERNAL_DECODER_FACTORY
  ABSL_ALLOCATOR_NOTHROW=1)
include(${CMAKE_CURRENT_LIST_DIR}/EnginePlatform.cmake)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # The headers are clang's C++. The warnings that remain of it fall under SYSTEM.
  target_compile_options(wrtc_engine INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fpermissive>)
endif()
include(${CMAKE_CURRENT_LIST_DIR}/OpenH264.cmake)
