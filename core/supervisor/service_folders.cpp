// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_folders.h"

#include "config/data_dir.h"
#include "supervisor/installation.h"

#include <QtCore/qdir.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

QStringList ServiceFolders::usual(const QString &own, const QString &dataDir)
{
    QStringList folders{Installation::servicesFolder()};
    folders += Installation::systemServicesFolders();
    folders += {own, DataDir::servicesFolder(dataDir)};
    folders.removeAll(QString());
    for (QString &folder : folders)
        folder = QDir::cleanPath(folder);
    folders.removeDuplicates(); // installed in /usr, the built-in ones are the system's
    return folders;
}

ServiceFolders::Listing ServiceFolders::list() const
{
    Listing listing;
    for (int number = 0; number < m_folders.size(); ++number) {
        const QDir top(m_folders.at(number));
        if (!top.exists())
            continue;
        QStringList below = top.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        if (below.size() > kMaxSubfolders) {
            listing.bad.append({top.dirName(), u"%1 has more than %2 folders; the others are not looked at"_s
                                                   .arg(top.path()).arg(kMaxSubfolders)});
            below = below.first(kMaxSubfolders);
        }
        below.prepend(u"."_s);
        for (const QString &name : std::as_const(below)) {
            const QDir dir(QDir::cleanPath(top.filePath(name)));
            listing.folders.append(dir.path());
            for (const QString &file : dir.entryList({Manifest::fileName(u"*"_s)}, QDir::Files, QDir::Name))
                listing.files.append({number, dir.filePath(file)});
        }
    }
    return listing;
}

} // namespace Lanroom
