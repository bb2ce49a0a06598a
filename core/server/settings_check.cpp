// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/settings_check.h"

#include "supervisor/service_folders.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qset.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

QStringList settingsWithoutEffect(const Settings &settings, const QString &dataDir)
{
    QStringList sentences;
    const QString own = settings.text("services.folder"_L1);
    if (!own.isEmpty() && !QFileInfo(own).isDir())
        sentences.append(u"services.folder: there is no folder %1"_s.arg(own));

    // By their files' names, which are the services': a manifest with a mistake in it is there as well.
    const ServiceFolders::Listing listing = ServiceFolders(ServiceFolders::usual(own, dataDir)).list();
    QSet<QString> there;
    for (const auto &[folder, file] : listing.files)
        there.insert(Manifest::nameOfFile(file));
    for (const QLatin1StringView key : {"services.off"_L1, "services.open"_L1}) {
        for (const QString &name : settings.list(key)) {
            if (!there.contains(name))
                sentences.append(u"%1: there is no service '%2'"_s.arg(key, name));
        }
    }
    return sentences;
}

} // namespace Lanroom
