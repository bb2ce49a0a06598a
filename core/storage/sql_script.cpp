// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/sql_script.h"

#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

bool isUnfinishedTrigger(const QString &statement)
{
    static const QRegularExpression trigger(u"^CREATE\\s+(TEMP\\s+|TEMPORARY\\s+)?TRIGGER\\b"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression body(u"\\bBEGIN\\b"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression end(u"\\bEND$"_s, QRegularExpression::CaseInsensitiveOption);
    return trigger.match(statement).hasMatch() && body.match(statement).hasMatch() &&
           !end.match(statement).hasMatch();
}

/// The end of what starts at from and goes on to the text 'stop' (or to the end), past it.
qsizetype past(const QString &script, qsizetype from, QLatin1StringView stop)
{
    const qsizetype at = script.indexOf(stop, from);
    return at < 0 ? script.size() : at + stop.size();
}

/// PostgreSQL's dollar quote that starts at the beginning of rest ("$$", "$body$"), or nothing.
QString dollarQuote(QStringView rest)
{
    static const QRegularExpression quote(u"^\\$([A-Za-z_]\\w*)?\\$"_s);
    return rest.startsWith(u'$') ? quote.match(rest.left(64).toString()).captured(0) : QString();
}

} // namespace

QStringList splitScript(const QString &script)
{
    QStringList statements;
    QString current;
    for (qsizetype at = 0; at < script.size();) {
        const QChar c = script.at(at);
        const QStringView rest = QStringView(script).mid(at);
        if (rest.startsWith("--"_L1)) {
            at = past(script, at, "\n"_L1);
            current += u'\n';
        } else if (rest.startsWith("/*"_L1)) {
            at = past(script, at + 2, "*/"_L1);
            current += u' ';
        } else if (c == u'\'' || c == u'"') {
            // A doubled quote inside ends one string and starts the next, which is as good.
            const qsizetype end = past(script, at + 1, c == u'"' ? "\""_L1 : "'"_L1);
            current += rest.left(end - at);
            at = end;
        } else if (const QString quote = dollarQuote(rest); !quote.isEmpty()) {
            const qsizetype close = script.indexOf(quote, at + quote.size());
            const qsizetype end = close < 0 ? script.size() : close + quote.size();
            current += rest.left(end - at);
            at = end;
        } else {
            if (c == u';' && !isUnfinishedTrigger(current.trimmed())) {
                statements << current.trimmed();
                current.clear();
            } else {
                current += c;
            }
            ++at;
        }
    }
    statements << current.trimmed();
    statements.removeAll(QString());
    return statements;
}

} // namespace Lanroom::Storage
