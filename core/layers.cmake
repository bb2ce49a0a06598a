# The layers of the house: what each folder may include. This table is the one place where it is
# written down. CMake links by it, and tests/layers/check.py fails when an #include breaks it.
#
#   lanroom_layer(FOLDER [USES layer...] [LINK library...] [PRECOMPILE header...])
#
# makes the static library lanroom_<last part of FOLDER> from every source of the folder.
# 'base' is open to all and need not be named; so is what it had precompiled.

add_library(lanroom_options INTERFACE)
target_compile_definitions(lanroom_options INTERFACE
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_FOREACH QT_NO_KEYWORDS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
    LANROOM_VERSION="${PROJECT_VERSION}")
target_compile_options(lanroom_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror)
target_include_directories(lanroom_options INTERFACE ${PROJECT_SOURCE_DIR}/core ${PROJECT_SOURCE_DIR})
target_link_libraries(lanroom_options INTERFACE Qt6::Core)
if(LANROOM_SANITIZE)
    target_compile_options(lanroom_options INTERFACE
        -fsanitize=${LANROOM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(lanroom_options INTERFACE -fsanitize=${LANROOM_SANITIZE})
endif()

# lanroom_moc_again_for(NAME source...): CMake 3.25 forgets to run moc when a glob finds a new file.
# It does run it when a file that was included here has changed, so that is where the list goes.
function(lanroom_moc_again_for name)
    set(list ${CMAKE_BINARY_DIR}/sources/${name}.cmake)
    file(CONFIGURE OUTPUT ${list} CONTENT "# ${ARGN}\n")
    include(${list})
endfunction()

function(lanroom_layer folder)
    cmake_parse_arguments(L "" "" "USES;LINK;PRECOMPILE" ${ARGN})
    get_filename_component(name ${folder} NAME)
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp
         ${PROJECT_SOURCE_DIR}/${folder}/*.h ${PROJECT_SOURCE_DIR}/${folder}/lanroom/*.h
         ${PROJECT_SOURCE_DIR}/${folder}/*.qrc)
    lanroom_moc_again_for(${name} ${sources})
    add_library(lanroom_${name} STATIC ${sources})
    set_target_properties(lanroom_${name} PROPERTIES AUTORCC ON LINKER_LANGUAGE CXX)
    target_link_libraries(lanroom_${name} PUBLIC lanroom_options ${L_LINK})
    foreach(used IN LISTS L_USES)
        target_link_libraries(lanroom_${name} PUBLIC lanroom_${used})
    endforeach()
    if(NOT name STREQUAL base)
        target_link_libraries(lanroom_${name} PUBLIC lanroom_base)
    endif()
    if(L_PRECOMPILE)
        lanroom_precompile(lanroom_${name} ${L_PRECOMPILE})
    else()
        lanroom_share_precompiled(lanroom_${name} base)
    endif()
endfunction()
