# find_package(krav): what a plugin is built with, from an installed krav, a built tree or the
# sources.
#
#   find_package(krav REQUIRED)
#   krav_add_plugin(brevpost SOURCES plugin.c)
#
# krav::sdk     the headers
# krav::net     the HTTP client for plugins that use the network (krav/http.h), where libcurl and jansson
#               are installed to build with
# KRAV_PROGRAM  krav itself, for `krav plugin check`; not found where only the SDK is installed
include("${CMAKE_CURRENT_LIST_DIR}/krav-plugin.cmake")

if(NOT TARGET krav::sdk)
  add_library(krav::sdk INTERFACE IMPORTED)
  set_target_properties(krav::sdk PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${KRAV_SDK_INCLUDE}")
endif()

# Only where its own needs are installed: most plugins have no use for it.
get_filename_component(krav_net_file "${CMAKE_CURRENT_LIST_DIR}/../../libkrav_net.a" ABSOLUTE)
if(NOT TARGET krav::net AND EXISTS "${krav_net_file}")
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(KRAV_NET_NEEDS QUIET IMPORTED_TARGET libcurl jansson)
  endif()
  if(KRAV_NET_NEEDS_FOUND)
    add_library(krav::net STATIC IMPORTED)
    set_target_properties(krav::net PROPERTIES
      IMPORTED_LOCATION "${krav_net_file}"
      INTERFACE_INCLUDE_DIRECTORIES "${KRAV_SDK_INCLUDE}"
      INTERFACE_LINK_LIBRARIES PkgConfig::KRAV_NET_NEEDS)
  endif()
endif()

find_program(KRAV_PROGRAM krav
  HINTS "${CMAKE_CURRENT_LIST_DIR}/../../../bin" "${CMAKE_BINARY_DIR}/bin")
