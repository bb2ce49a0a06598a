// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/request_head.h"

namespace Lanroom {

QByteArray RequestHead::header(QByteArrayView name) const
{
    for (const HttpHeader &field : headers) {
        if (field.name.compare(name, Qt::CaseInsensitive) == 0)
            return field.value;
    }
    return {};
}

QList<QByteArray> RequestHead::tokens(QByteArrayView name) const
{
    QList<QByteArray> found;
    for (const HttpHeader &field : headers) {
        if (field.name.compare(name, Qt::CaseInsensitive) != 0)
            continue;
        const QList<QByteArray> parts = field.value.split(',');
        for (const QByteArray &part : parts) {
            if (const QByteArray token = part.trimmed().toLower(); !token.isEmpty())
                found.append(token);
        }
    }
    return found;
}

qsizetype RequestHead::count(QByteArrayView name) const
{
    return std::count_if(headers.cbegin(), headers.cend(), [name](const HttpHeader &field) {
        return field.name.compare(name, Qt::CaseInsensitive) == 0;
    });
}

} // namespace Lanroom
