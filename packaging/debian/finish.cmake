# Run by CPack between putting the files together and packing them: what Debian's policy wants of a
# package's files and a 'cmake --install' elsewhere does not. CPACK_LANROOM_DEBIAN_FOLDER is here.
function(run)
    execute_process(COMMAND ${ARGV} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

foreach(part lanroom:lanroom sdk:lanroom-dev)
    string(REPLACE ":" ";" part ${part})
    list(GET part 0 component)
    list(GET part 1 package)
    set(usr ${CPACK_TEMPORARY_DIRECTORY}/${component}/usr)
    set(documents ${usr}/share/doc/${package})

    file(COPY ${CPACK_LANROOM_DEBIAN_FOLDER}/copyright DESTINATION ${documents})
    configure_file(${CPACK_LANROOM_DEBIAN_FOLDER}/changelog ${documents}/changelog.Debian COPYONLY)
    # The copyright file says where every Debian system has that text.
    file(REMOVE ${documents}/LICENSE)

    file(GLOB pages ${usr}/share/man/man*/*.[1-8])
    run(gzip -9 --no-name --force ${documents}/changelog.Debian ${pages})
    file(GLOB archives ${usr}/lib/*.a ${usr}/lib/*/*.a)
    foreach(archive IN LISTS archives)
        run(strip --strip-debug --remove-section=.comment --enable-deterministic-archives ${archive})
    endforeach()
endforeach()
# Where an operator puts further services.
file(MAKE_DIRECTORY ${CPACK_TEMPORARY_DIRECTORY}/lanroom/etc/lanroom/services)
