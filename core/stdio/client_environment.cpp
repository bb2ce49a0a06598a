// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/client_environment.h"

#include <lanroom/client.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kMaxValue = 1024; // as much as a query may have

QString harmless(const QString &value)
{
    QString clean = value.left(kMaxValue);
    clean.removeIf([](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
    return clean;
}

} // namespace

QProcessEnvironment serviceEnvironment(const QString &name, const QString &dataDir)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LANROOM_NAME"_s, name);
    environment.insert(u"LANROOM_DATA_DIR"_s, dataDir);
    return environment;
}

QProcessEnvironment clientEnvironment(QProcessEnvironment base, const Client &client)
{
    const auto set = [&base](const QString &name, const QString &value) {
        base.insert(name, harmless(value));
    };
    set(u"LANROOM_CLIENT"_s, client.id().toString());
    set(u"SERVER_SOFTWARE"_s, u"Lanroom/" LANROOM_VERSION ""_s);
    set(u"REQUEST_METHOD"_s, u"GET"_s);
    set(u"REMOTE_ADDR"_s, client.address());
    set(u"PATH_INFO"_s, client.path());
    set(u"QUERY_STRING"_s, client.query());
    set(u"HTTP_USER_AGENT"_s, client.agent());
    set(u"HTTP_SEC_WEBSOCKET_PROTOCOL"_s, client.subprotocol());
    return base;
}

} // namespace Lanroom
