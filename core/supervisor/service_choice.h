// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "supervisor/manifest.h"

#include <QtCore/qset.h>

namespace Lanroom {

/// A manifest that was read, and the folder it came from: the first one searched has 0.
struct ServiceCandidate
{
    int folder = 0;
    QString file;
    Manifest manifest;
};

/// A manifest that is not followed.
struct BadManifest
{
    QString name; // of the service, as the file's name tells
    QString why;  // with file, line and reason

    static BadManifest of(const QString &file, const QString &why);
    friend bool operator==(const BadManifest &, const BadManifest &) = default;
};

/// Which services there are, of all the manifests that were found, and what is wrong with the rest.
struct ServiceChoice
{
    QList<Manifest> manifests; // by name
    QList<BadManifest> bad;
    QStringList standIns; // "FILE stands in for FILE"

    /// A later folder's manifest stands in for an earlier one's of the same name. Two in one folder,
    /// two services with one path, and what is over Manifest::kMaxServices are reported and left out;
    /// who was there before stays: 'present' names the services that run. Those named in 'off' are left
    /// out without a word.
    static ServiceChoice of(QList<ServiceCandidate> candidates, const QStringList &off,
                            const QSet<QString> &present);

    friend bool operator==(const ServiceChoice &, const ServiceChoice &) = default;
};

} // namespace Lanroom
