# What nearly every source includes anyway, read once for all of them: reading Qt's and the standard
# library's headers is most of what compiling one of our small files costs. Measured with g++ 12, as CPU
# seconds a file: base/error.cpp 2.6 without and 0.7 with, storage/writer.cpp 6.0 and 2.2.
#
# Each file still includes what it uses. Presets 'coverage', 'fuzz' and 'tidy' compile without, and fail
# where one doesn't.

option(LANROOM_PRECOMPILE "Read the common headers once for all sources" ON)

set(lanroom_common_headers
    <QtCore/qbytearray.h> <QtCore/qcborarray.h> <QtCore/qcbormap.h> <QtCore/qcoreapplication.h>
    <QtCore/qcoreevent.h> <QtCore/qdatetime.h> <QtCore/qdir.h> <QtCore/qelapsedtimer.h>
    <QtCore/qfile.h> <QtCore/qfileinfo.h> <QtCore/qhash.h> <QtCore/qjsonarray.h>
    <QtCore/qjsondocument.h> <QtCore/qjsonobject.h> <QtCore/qlist.h> <QtCore/qlocale.h>
    <QtCore/qloggingcategory.h> <QtCore/qmap.h> <QtCore/qobject.h> <QtCore/qpointer.h>
    <QtCore/qprocess.h> <QtCore/qrandom.h> <QtCore/qregularexpression.h> <QtCore/qset.h>
    <QtCore/qsocketnotifier.h> <QtCore/qstring.h> <QtCore/qstringlist.h> <QtCore/qtemporarydir.h>
    <QtCore/qthread.h> <QtCore/qtimer.h> <QtCore/qurl.h> <QtCore/quuid.h> <QtNetwork/qhostaddress.h>
    <QtNetwork/qlocalserver.h> <QtNetwork/qlocalsocket.h> <QtNetwork/qtcpserver.h>
    <QtNetwork/qtcpsocket.h>
    <algorithm> <array> <atomic> <chrono> <cstring> <deque> <functional> <map> <memory> <mutex>
    <optional> <set> <span> <string> <string_view> <unordered_map> <utility> <vector>)

set(lanroom_window_headers
    <QtGui/qevent.h> <QtGui/qicon.h> <QtGui/qpainter.h> <QtWidgets/qapplication.h>
    <QtWidgets/qboxlayout.h> <QtWidgets/qlabel.h> <QtWidgets/qlineedit.h> <QtWidgets/qmessagebox.h>
    <QtWidgets/qpushbutton.h> <QtWidgets/qtableview.h> <QtWidgets/qwidget.h>)

# lanroom_precompile(TARGET header...): for this target, and for those that share it.
function(lanroom_precompile target)
    if(LANROOM_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
endfunction()

# lanroom_share_precompiled(TARGET LAYER): uses what was read for lanroom_LAYER.
function(lanroom_share_precompiled target layer)
    if(LANROOM_PRECOMPILE)
        target_precompile_headers(${target} REUSE_FROM lanroom_${layer})
    endif()
endfunction()
