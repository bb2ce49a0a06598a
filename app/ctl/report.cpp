// SPDX-License-Identifier: LGPL-3.0-or-later
#include "report.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString printable(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control || c.category() == QChar::Other_Format)
            c = QChar::ReplacementCharacter;
    }
    return text;
}

/// Rows of equal length under a headline, each column as wide as its widest cell.
class Table
{
public:
    explicit Table(const QStringList &headline) { add(headline); }

    void add(QStringList row)
    {
        for (qsizetype i = 0; i < row.size(); ++i) {
            row[i] = row.at(i).isEmpty() ? u"-"_s : printable(row.at(i));
            if (i == m_widths.size())
                m_widths.append(0);
            m_widths[i] = qMax(m_widths.at(i), row.at(i).size());
        }
        m_rows.append(row);
    }

    QString text() const
    {
        QString text;
        for (const QStringList &row : m_rows) {
            QString line;
            for (qsizetype i = 0; i < row.size(); ++i)
                line += row.at(i).leftJustified(m_widths.at(i) + 2);
            text += line.trimmed() + u'\n';
        }
        return text;
    }

private:
    QList<QStringList> m_rows;
    QList<qsizetype> m_widths;
};

QString number(const QJsonObject &object, QLatin1StringView key)
{
    return QString::number(object.value(key).toInteger());
}

QString string(const QJsonObject &object, QLatin1StringView key)
{
    return object.value(key).toString();
}

QString services(const QJsonObject &data)
{
    Table table({u"SERVICE"_s, u"PATH"_s, u"STATE"_s, u"START"_s, u"PID"_s, u"CLIENTS"_s, u"RESTARTS"_s,
                 u"LAST ERROR"_s});
    for (const QJsonValue &value : data.value("services"_L1).toArray()) {
        const QJsonObject row = value.toObject();
        const QString trouble = string(row, "trouble"_L1); // of now, before what is over
        table.add({string(row, "name"_L1), string(row, "path"_L1), string(row, "state"_L1),
                   string(row, "start"_L1), number(row, "pid"_L1), number(row, "clients"_L1),
                   number(row, "restarts"_L1), trouble.isEmpty() ? string(row, "last_error"_L1) : trouble});
    }
    return table.text();
}

QString gateways(const QJsonObject &data)
{
    Table table({u"GATEWAY"_s, u"STATE"_s, u"PID"_s, u"RESTARTS"_s, u"CLIENTS"_s});
    for (const QJsonValue &value : data.value("gateways"_L1).toArray()) {
        const QJsonObject row = value.toObject();
        table.add({number(row, "id"_L1), string(row, "state"_L1), number(row, "pid"_L1),
                   number(row, "restarts"_L1), number(row, "clients"_L1)});
    }
    return table.text();
}

/// The bounds that were reached, each with how often; empty when none was.
QString bounds(const QJsonObject &data)
{
    QStringList reached;
    const QJsonObject counts = data.value("bounds"_L1).toObject();
    for (auto it = counts.begin(); it != counts.end(); ++it) {
        if (it.value().toInteger() > 0)
            reached.append(it.key() + u' ' + QString::number(it.value().toInteger()));
    }
    return reached.isEmpty() ? QString() : u"bounds reached: %1\n"_s.arg(reached.join(u", "_s));
}

QString status(const QJsonObject &data)
{
    const QString line = u"%1, version %2, is %3"_s.arg(
        printable(string(data, "place"_L1)), string(data, "version"_L1), string(data, "state"_L1));
    const QString address = string(data, "address"_L1);
    const QString people = u"clients: %1, rooms: %2, messages in: %3, out: %4"_s.arg(
        number(data, "clients"_L1), number(data, "rooms"_L1), number(data, "messages_in"_L1),
        number(data, "messages_out"_L1));
    return u"%1\n%2\n%3\n%4\n%5\n%6"_s.arg(line, address, people, bounds(data), gateways(data),
                                           services(data));
}

QString clients(const QJsonObject &data)
{
    Table table({u"CLIENT"_s, u"NAME"_s, u"ADDRESS"_s, u"PATH"_s, u"SINCE"_s, u"ROOMS"_s});
    for (const QJsonValue &value : data.value("clients"_L1).toArray()) {
        const QJsonObject row = value.toObject();
        const QDateTime since = QDateTime::fromMSecsSinceEpoch(row.value("since_ms"_L1).toInteger());
        QStringList rooms;
        for (const QJsonValue &room : row.value("rooms"_L1).toArray())
            rooms.append(room.toString());
        table.add({string(row, "id"_L1), string(row, "name"_L1), string(row, "address"_L1),
                   string(row, "path"_L1), since.toString(u"yyyy-MM-dd HH:mm:ss"_s),
                   rooms.join(u", "_s)});
    }
    return table.text();
}

QString rooms(const QJsonObject &data)
{
    Table table({u"ROOM"_s, u"TITLE"_s, u"SERVICE"_s, u"MEMBERS"_s});
    for (const QJsonValue &value : data.value("rooms"_L1).toArray()) {
        const QJsonObject row = value.toObject();
        table.add({string(row, "room"_L1), string(row, "title"_L1), string(row, "service"_L1),
                   QString::number(row.value("members"_L1).toArray().size())});
    }
    return table.text();
}

} // namespace

QString reportText(const QString &command, const QJsonObject &data)
{
    if (command == u"status")
        return status(data);
    if (command == u"clients")
        return clients(data);
    if (command == u"rooms")
        return rooms(data);
    if (command == u"services")
        return services(data);
    return {};
}

} // namespace Lanroom
