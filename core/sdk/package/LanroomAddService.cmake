# lanroom_add_service(NAME SOURCES source... PATH /path [TITLE text] [ABOUT text] [SUB_PATHS] [LOCAL_ONLY]
#                     [LINK library...])
#
# makes the program NAME and its manifest, together in the folder services/NAME of the build folder:
# copied into the `services/` of a server's data directory, the service is live.
#
#     cmake --install build --prefix DATA_DIRECTORY
#
# does that copying. A file NAME.service.json beside the CMakeLists.txt is taken as the manifest instead,
# for what has no word here; then there is no PATH to give.
function(lanroom_add_service name)
    cmake_parse_arguments(S "SUB_PATHS;LOCAL_ONLY" "PATH;TITLE;ABOUT" "SOURCES;LINK" ${ARGN})
    if(S_UNPARSED_ARGUMENTS OR NOT S_SOURCES)
        message(FATAL_ERROR "lanroom_add_service(NAME SOURCES source... PATH /path ...): ${S_UNPARSED_ARGUMENTS}")
    endif()
    set(folder ${CMAKE_CURRENT_BINARY_DIR}/services/${name})
    set(manifest ${folder}/${name}.service.json)

    add_executable(${name} ${S_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON AUTORCC ON RUNTIME_OUTPUT_DIRECTORY ${folder})
    target_link_libraries(${name} PRIVATE Lanroom::Sdk ${S_LINK})

    set(own ${CMAKE_CURRENT_SOURCE_DIR}/${name}.service.json)
    if(EXISTS ${own})
        if(S_PATH OR S_TITLE OR S_ABOUT OR S_SUB_PATHS OR S_LOCAL_ONLY)
            message(FATAL_ERROR "${own} says where ${name} is found: so PATH and the like cannot, too")
        endif()
        configure_file(${own} ${manifest} COPYONLY)
    else()
        if(NOT S_PATH MATCHES "^/")
            message(FATAL_ERROR "lanroom_add_service(${name} ...) needs a PATH, such as /${name}")
        endif()
        set(json "{}")
        set(S_NAME ${name})
        foreach(word NAME PATH TITLE ABOUT)
            if(DEFINED S_${word})
                string(TOLOWER ${word} key)
                string(REGEX REPLACE "([\\\"])" "\\\\\\1" text "${S_${word}}")
                string(JSON json SET "${json}" ${key} "\"${text}\"")
            endif()
        endforeach()
        string(JSON json SET "${json}" command "[\"${name}\"]")
        if(S_SUB_PATHS)
            string(JSON json SET "${json}" sub_paths true)
        endif()
        if(S_LOCAL_ONLY)
            string(JSON json SET "${json}" local_only true)
        endif()
        file(CONFIGURE OUTPUT ${manifest} CONTENT "@json@\n" @ONLY)
    endif()

    install(TARGETS ${name} RUNTIME DESTINATION services/${name} COMPONENT ${name})
    install(FILES ${manifest} DESTINATION services/${name} COMPONENT ${name})
endfunction()
