// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/service_choice.h"

namespace Lanroom {

/// Where manifests lie: in each folder itself, and one folder below, as FOLDER/NAME/NAME.service.json
/// with the service's other files beside it. Hidden ones (.NAME) are left alone, so that one can be
/// filled in peace and then renamed. Passive; a missing folder holds nothing.
class ServiceFolders
{
public:
    /// Over it the rest of a folder's folders is not looked at, and that is reported.
    static constexpr int kMaxSubfolders = 256;

    explicit ServiceFolders(QStringList folders) : m_folders(std::move(folders)) {}
    /// Built in, the system's, the operator's own ('services.folder', may be empty), the data
    /// directory's.
    static QStringList usual(const QString &own, const QString &dataDir);

    struct Listing
    {
        QList<std::pair<int, QString>> files; // manifests, with their folder's number, in order
        QStringList folders;                  // all that were looked into
        QList<BadManifest> bad;
    };
    Listing list() const;

private:
    QStringList m_folders;
};

} // namespace Lanroom
