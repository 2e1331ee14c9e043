# The functions that webrtcnative.h and its parts with functions declare, and lists of them for each kind of linker. All are made from the headers, so that no
# list is out of date.

# wrtc_exported_functions(webrtcnative.h names)
function(wrtc_exported_functions header result)
  get_filename_component(folder "${header}" DIRECTORY)
  file(READ "${header}" text)
  foreach(part media video encoded transform)
    file(READ "${folder}/webrtcnative_${part}.h" functions)
    string(APPEND text "${functions}")
  endforeach()
  # Comments go first: they may name functions too.
  string(REGEX REPLACE "/\\*([^*]|\\*+[^*/])*\\*+/" "" text "${text}")
  string(REGEX MATCHALL "WRTC_EXPORT[^;(]*[ *]wrtc_[a-z0-9_]+\\(" functions "${text}")
  list(TRANSFORM functions REPLACE ".*[ *](wrtc_[a-z0-9_]+)\\($" "\\1")
  if(NOT functions)
    message(FATAL_ERROR "No function found in ${header}")
  endif()
  set(${result} "${functions}" PARENT_SCOPE)
endfunction()

# wrtc_write_export_lists(webrtcnative.h folder): webrtcnative.map for GNU ld and lld, .def for Windows, .exports for macOS.
function(wrtc_write_export_lists header folder)
  wrtc_exported_functions("${header}" functions)
  list(JOIN functions ";\n    " elf)
  file(CONFIGURE OUTPUT "${folder}/webrtcnative.map" CONTENT "{\n  global:\n    @elf@;\n  local:\n    *;\n};\n" @ONLY)
  list(JOIN functions "\n  " windows)
  file(CONFIGURE OUTPUT "${folder}/webrtcnative.def" CONTENT "EXPORTS\n  @windows@\n" @ONLY)
  list(JOIN functions "\n_" apple)
  file(CONFIGURE OUTPUT "${folder}/webrtcnative.exports" CONTENT "_@apple@\n" @ONLY)
endfunction()
