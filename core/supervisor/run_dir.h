// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qstring.h>

#include <memory>

namespace Lanroom {

class FileLock;

/// A running server's private folder for its local sockets: only our user may enter it, so whoever
/// reaches a socket in it is us. Below $XDG_RUNTIME_DIR when that is ours, else below an owner-checked
/// folder in the temporary one; never in the data directory, whose path may be too long for a socket
/// (108 bytes). Made by the server process at start, removed with what is in it by the destructor;
/// what a killed server left is removed by the next one's start.
class RunDir
{
public:
    /// No socket's whole path is longer.
    static constexpr qsizetype kMaxSocketPath = 100;
    /// ... and no socket's name: a service's name and the number of its start among all.
    static constexpr qsizetype kMaxNameLength = 43;

    /// The Error says which folder cannot be trusted or written, and why.
    static Result<std::unique_ptr<RunDir>> create();
    /// The same below a folder of the caller's choice, which must exist: for tests.
    static Result<std::unique_ptr<RunDir>> createIn(const QString &parent);
    ~RunDir();
    Q_DISABLE_COPY_MOVE(RunDir)

    /// True when it had been cleared away (a logout takes $XDG_RUNTIME_DIR, cleaners what is old) and was
    /// made anew, at another place if need be: what was in it has to be made again.
    Result<bool> restore();

    QString path() const { return m_folder.path; }
    /// Where the socket of a worker (or "control", "operator") goes; at most kMaxNameLength characters.
    QString socketPath(const QString &name) const;

private:
    struct Folder
    {
        QString path;
        std::unique_ptr<FileLock> alive; // held as long as the folder is in use
    };

    explicit RunDir(Folder folder);
    static Result<Folder> makeIn(const QString &parent);

    Folder m_folder;
};

} // namespace Lanroom
