// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_choice.h"

#include <QtCore/qfileinfo.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

BadManifest BadManifest::of(const QString &file, const QString &why)
{
    return {Manifest::nameOfFile(file), u"%1: %2"_s.arg(file, why)};
}

ServiceChoice ServiceChoice::of(QList<ServiceCandidate> candidates, const QStringList &off,
                                const QSet<QString> &present)
{
    ServiceChoice choice;
    const auto reject = [&choice](const ServiceCandidate &candidate, const QString &why) {
        choice.bad.append(BadManifest::of(candidate.file, why));
    };

    // They may come in any order, and the folders' is what counts.
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto &a, const auto &b) { return a.folder < b.folder; });
    std::map<QString, ServiceCandidate> byName;
    for (const ServiceCandidate &candidate : std::as_const(candidates)) {
        const QString &name = candidate.manifest.name;
        if (off.contains(name))
            continue;
        const auto [place, isNew] = byName.try_emplace(name, candidate);
        if (isNew)
            continue;
        const QString &before = place->second.file;
        if (place->second.folder == candidate.folder) {
            reject(candidate, u"'%1' is in %2 already"_s.arg(name, before));
        } else {
            choice.standIns.append(u"%1 stands in for %2"_s.arg(candidate.file, before));
            place->second = candidate;
        }
    }

    candidates.clear();
    for (const auto &[name, candidate] : byName)
        candidates.append(candidate);
    const auto rank = [&present](const ServiceCandidate &candidate) {
        return std::make_pair(!present.contains(candidate.manifest.name), candidate.folder);
    };
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&rank](const auto &a, const auto &b) { return rank(a) < rank(b); });

    QHash<QString, QString> ownerOfPath;
    for (const ServiceCandidate &candidate : std::as_const(candidates)) {
        const Manifest &manifest = candidate.manifest;
        if (const QString owner = ownerOfPath.value(manifest.path); !owner.isEmpty()) {
            reject(candidate, u"'%1' has the path %2 already"_s.arg(owner, manifest.path));
        } else if (choice.manifests.size() == Manifest::kMaxServices) {
            reject(candidate, u"there are %1 services already, the most there may be"_s.arg(
                                  Manifest::kMaxServices));
        } else {
            ownerOfPath.insert(manifest.path, manifest.name);
            choice.manifests.append(manifest);
        }
    }
    std::sort(choice.manifests.begin(), choice.manifests.end(),
              [](const Manifest &a, const Manifest &b) { return a.name < b.name; });
    return choice;
}

} // namespace Lanroom
