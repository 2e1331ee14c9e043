# "Exactly the header's functions, and no unused code", in the options of each linker.
include(cmake/Exports.cmake)

set(export_lists "${CMAKE_CURRENT_BINARY_DIR}/exports")
set(header "${CMAKE_SOURCE_DIR}/shim/api/webrtcnative.h")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${header}")
wrtc_write_export_lists("${header}" "${export_lists}")

function(wrtc_link_shared library)
  if(WIN32)
    target_sources(${library} PRIVATE "${export_lists}/webrtcnative.def")
    target_compile_options(${library} PRIVATE -ffunction-sections -fdata-sections -fstack-protector)
    target_link_options(${library} PRIVATE
      "LINKER:--gc-sections,--guard-cf,--dynamicbase,--high-entropy-va,--nxcompat,--no-insert-timestamp")
    return()
  endif()

  target_compile_options(${library} PRIVATE -ffunction-sections -fdata-sections)
  if(APPLE)
    set(list "${export_lists}/webrtcnative.exports")
    set_target_properties(${library} PROPERTIES LINK_DEPENDS "${list}")
    target_link_options(${library} PRIVATE "LINKER:-dead_strip" "LINKER:-exported_symbols_list,${list}")
    # The debug symbols, which Apple's linker leaves in the object files, become a bundle beside the library.
    add_custom_command(TARGET ${library} POST_BUILD
      COMMAND dsymutil "$<TARGET_FILE:${library}>"
      COMMAND strip -x "$<TARGET_FILE:${library}>" VERBATIM)
  else()
    set(list "${export_lists}/webrtcnative.map")
    set_target_properties(${library} PROPERTIES LINK_DEPENDS "${list}")
    # nodelete: the engine's threads end after the call that ends them, so a host that closes the library would unmap their code.
    target_link_options(${library} PRIVATE
      "LINKER:--gc-sections,--exclude-libs,ALL,--version-script=${list}"
      "LINKER:-z,relro,-z,now,-z,noexecstack,-z,defs,-z,nodelete")
  endif()
endfunction()
