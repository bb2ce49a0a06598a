# The two Debian packages, for packaging/deb: 'lanroom' is everything that is installed but for the
# component 'sdk', which is 'lanroom-dev'.
set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL lanroom sdk)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/finish.cmake)
set(CPACK_LANROOM_DEBIAN_FOLDER ${CMAKE_CURRENT_LIST_DIR})

# The changelog's first line has the version of the package; who signed it last maintains it.
file(STRINGS ${CMAKE_CURRENT_LIST_DIR}/changelog changelog)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/changelog)
list(GET changelog 0 headline)
if(NOT headline MATCHES "^lanroom \\((.*)-([0-9]+)\\)" OR NOT CMAKE_MATCH_1 STREQUAL PROJECT_VERSION)
    message(FATAL_ERROR "packaging/debian/changelog is not about version ${PROJECT_VERSION}: ${headline}")
endif()
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each package begins its description with its own
set(CPACK_DEBIAN_PACKAGE_RELEASE ${CMAKE_MATCH_2})
string(REGEX MATCH " -- ([^>]*>)" signed "${changelog}")
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${CMAKE_MATCH_1}")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)

set(CPACK_DEBIAN_LANROOM_PACKAGE_NAME lanroom)
set(CPACK_DEBIAN_LANROOM_PACKAGE_SECTION net)
set(CPACK_DEBIAN_LANROOM_PACKAGE_SHLIBDEPS ON)
# What no program is linked with: the drivers that Qt loads by name.
set(CPACK_DEBIAN_LANROOM_PACKAGE_DEPENDS "libqt6sql6-sqlite, init-system-helpers (>= 1.52)")
set(CPACK_DEBIAN_LANROOM_PACKAGE_RECOMMENDS "fonts-dejavu-core, fonts-noto-color-emoji, python3, qt6-qpa-plugins, qt6-wayland")
set(CPACK_DEBIAN_LANROOM_PACKAGE_SUGGESTS "lanroom-dev, libqt6sql6-psql")
set(CPACK_DEBIAN_LANROOM_PACKAGE_CONTROL_EXTRA
    ${CMAKE_CURRENT_LIST_DIR}/postinst ${CMAKE_CURRENT_LIST_DIR}/prerm ${CMAKE_CURRENT_LIST_DIR}/postrm)
set(CPACK_DEBIAN_LANROOM_DESCRIPTION "live chat for your local network
Lanroom turns a computer into a meeting place for its local network. Its
operator presses Start in a window; people nearby open an address in any
browser, or scan its code, and talk in rooms. It needs no internet, no
account and nothing installed on their side.
.
Beside the window there is a server for machines without a screen, with a
systemd unit that its operator enables. Other services than chat can be
dropped in; they are programs in any language.")

set(CPACK_DEBIAN_SDK_PACKAGE_NAME lanroom-dev)
set(CPACK_DEBIAN_SDK_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_SDK_PACKAGE_DEPENDS "lanroom (= ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}), qt6-base-dev")
set(CPACK_DEBIAN_SDK_PACKAGE_RECOMMENDS "cmake, g++")
set(CPACK_DEBIAN_SDK_DESCRIPTION "live chat for your local network: writing services
Lanroom is a small platform: whatever a browser talks to is a service, a
process of its own behind a path.
.
With this package you write them in C++: headers, static libraries, a CMake
package, and a tester that drives a service in memory; or in Python, with one
file. 'lanroomctl new' makes one to begin with.")
include(CPack)
