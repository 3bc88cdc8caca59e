# krav_add_plugin(name SOURCES a.c ... [LIBRARIES x ...] [OUTPUT dir] [CHECK words ...]): one plugin,
# one .so; with enable_testing() before it, the test conformance/name, which is `krav plugin check`
# with the words of CHECK, such as --set bic=DNBANOKK --sample file.xml.
#
# Everything is hidden but krav_plugin_entry; all symbols are bound at load, so that a missing
# one is found when the plugin is read and not in the middle of a call.
include(GNUInstallDirs)
get_filename_component(KRAV_SDK_DIR "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
if(EXISTS "${KRAV_SDK_DIR}/exports.map")
  set(KRAV_SDK_INCLUDE "${KRAV_SDK_DIR}/include")
  set(KRAV_EXPORTS_MAP "${KRAV_SDK_DIR}/exports.map")
else() # installed: PREFIX/lib/cmake/krav/krav-plugin.cmake
  get_filename_component(KRAV_SDK_INCLUDE "${CMAKE_CURRENT_LIST_DIR}/../../../include" ABSOLUTE)
  set(KRAV_EXPORTS_MAP "${CMAKE_CURRENT_LIST_DIR}/exports.map")
endif()

function(krav_add_plugin name)
  cmake_parse_arguments(ARG "NO_INSTALL" "OUTPUT" "SOURCES;LIBRARIES;CHECK" ${ARGN})
  if(NOT ARG_OUTPUT)
    set(ARG_OUTPUT ${KRAV_PLUGIN_DIR})
  endif()
  if(NOT ARG_OUTPUT)
    set(ARG_OUTPUT ${CMAKE_CURRENT_BINARY_DIR})
  endif()
  add_library(${name} MODULE ${ARG_SOURCES})
  set_target_properties(${name} PROPERTIES
    PREFIX "" C_VISIBILITY_PRESET hidden
    LIBRARY_OUTPUT_DIRECTORY ${ARG_OUTPUT}
    LINK_DEPENDS ${KRAV_EXPORTS_MAP})
  target_include_directories(${name} PRIVATE ${KRAV_SDK_INCLUDE})
  target_compile_options(${name} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wpointer-arith -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wcast-qual)
  target_link_options(${name} PRIVATE
    -Wl,--version-script=${KRAV_EXPORTS_MAP} -Wl,-z,now,-z,relro)
  if(NOT KRAV_SANITIZE) # the sanitizers leave their runtime to the program
    target_link_options(${name} PRIVATE -Wl,-z,defs)
  endif()
  target_link_libraries(${name} PRIVATE ${ARG_LIBRARIES})
  if(CMAKE_TESTING_ENABLED AND KRAV_PROGRAM)
    add_test(NAME conformance/${name}
      COMMAND ${KRAV_PROGRAM} plugin check $<TARGET_FILE:${name}> ${ARG_CHECK})
  endif()
  if(NOT ARG_NO_INSTALL)
    install(TARGETS ${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/krav)
  endif()
endfunction()
