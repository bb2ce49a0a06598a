// SPDX-License-Identifier: LGPL-3.0-or-later
#include "guestbook.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qregularexpression.h>

#include <algorithm>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPage = 20;
constexpr int kMostEntries = 10'000;
constexpr int kMostName = 40;
constexpr int kMostText = 280;
constexpr int kShortestWord = 4;
constexpr int kWords = 12;

QJsonObject entryOf(const Rows::Row &row)
{
    return {{u"id"_s, row.integer(0)},
            {u"name"_s, row.text(1)},
            {u"text"_s, row.text(2)},
            {u"ts"_s, row.integer(3)}};
}

/// In one transaction, so that the count belongs to the entry.
Result<QJsonObject> add(Connection &connection, const QString &name, const QString &text,
                        qint64 now)
{
    const Result<Rows> added = connection.query(
        "INSERT INTO entry (name, text, ts) VALUES (?, ?, ?) RETURNING id, name, text, ts", name,
        text, now);
    if (!added)
        return added.error();
    const Result<void> kept = connection.execute("DELETE FROM entry WHERE id <= ?",
                                                 added->first().integer(0) - kMostEntries);
    if (!kept)
        return kept.error();
    const Result<Rows> total = connection.query("SELECT count(*) FROM entry");
    if (!total)
        return total.error();
    return QJsonObject{{u"type"_s, u"signed"_s},
                       {u"entry"_s, entryOf(added->first())},
                       {u"total"_s, total->first().integer(0)}};
}

Result<QJsonObject> page(const DatabaseHandle &database, qint64 before)
{
    // Side by side: neither waits for the other.
    const auto counting = database.read("SELECT count(*) FROM entry");
    const auto reading =
        database.read("SELECT id, name, text, ts FROM entry WHERE id < ? ORDER BY id DESC LIMIT ?",
                      before, kPage + 1);
    const Result<Rows> total = counting.result();
    const Result<Rows> rows = reading.result();
    if (!total || !rows)
        return total ? rows.error() : total.error();
    QJsonArray entries;
    for (const Rows::Row &row : *rows) {
        if (entries.size() < kPage)
            entries.append(entryOf(row));
    }
    return QJsonObject{{u"type"_s, u"entries"_s},
                       {u"entries"_s, entries},
                       {u"more"_s, rows->size() > kPage},
                       {u"total"_s, total->first().integer(0)}};
}

/// The words most written, each with how often. Texts come newest first.
QJsonArray countWords(const Rows &texts)
{
    static const QRegularExpression word(u"\\p{L}{%1,}"_s.arg(kShortestWord));
    QHash<QString, int> counts;
    for (const Rows::Row &row : texts) {
        const QString text = row.text(0);
        for (const QRegularExpressionMatch &match : word.globalMatch(text))
            ++counts[match.captured().toLower()];
    }
    QList<std::pair<int, QString>> sorted;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        sorted.append({-count.value(), count.key()}); // the most first, then by alphabet
    const qsizetype shown = std::min<qsizetype>(kWords, sorted.size());
    std::partial_sort(sorted.begin(), sorted.begin() + shown, sorted.end());
    QJsonArray words;
    for (const auto &[count, text] : sorted.first(shown))
        words.append(QJsonArray{text, -count});
    return words;
}

} // namespace

Guestbook::Guestbook()
{
    on(u"sign"_s, &Guestbook::sign);
    on(u"read"_s, &Guestbook::read);
    on(u"words"_s, &Guestbook::words);
}

void Guestbook::start()
{
    m_database = std::make_unique<Database>(
        u"sqlite:guestbook.db"_s, DatabaseOptions{.folder = dataDir(), .migrations = u":/sql"_s});
    m_database->opened().then(this, [this](const Result<void> &opened) {
        if (opened)
            ready();
        else
            fail(opened.error().message);
    });
}

Answer Guestbook::sign(Client &client, const Request &request)
{
    const QString name = request.requiredText("name").simplified();
    const QString text = request.requiredText("text").trimmed();
    if (name.isEmpty() || name.size() > kMostName)
        request.complain("name", "must have 1 to 40 characters.");
    if (text.isEmpty() || text.size() > kMostText)
        request.complain("text", "must have 1 to 280 characters.");
    if (request.problem())
        return *request.problem();
    const auto work = [name, text, now = clock().wallMs()](Connection &connection) {
        return add(connection, name, text, now);
    };
    // In the order in which they are written: everybody goes by the last total.
    m_database->write(work).then([this, reply = replyTo(client, request)](Result<QJsonObject> &&done) {
        answer(reply, done);
    });
    return Answer::later();
}

Answer Guestbook::read(Client &client, const Request &request)
{
    const qint64 before = request.integer("before", 1).value_or(Request::kMaxInteger);
    if (request.problem())
        return *request.problem();
    return inPool(replyTo(client, request),
                  [before](const DatabaseHandle &database) { return page(database, before); });
}

Answer Guestbook::words(Client &client, const Request &request)
{
    return inPool(replyTo(client, request),
                  [](const DatabaseHandle &database) -> Result<QJsonObject> {
                      const Result<Rows> texts = database.read("SELECT text FROM entry").result();
                      if (!texts)
                          return texts.error();
                      return QJsonObject{{u"type"_s, u"words"_s}, {u"words"_s, countWords(*texts)}};
                  });
}

Answer Guestbook::inPool(const Reply &reply, const Work &work)
{
    runInPool([work, database = DatabaseHandle(*m_database)] { return work(database); },
              [this, reply](const Result<QJsonObject> &done) { answer(reply, done); });
    return Answer::later();
}

/// On the service's thread again.
void Guestbook::answer(const Reply &reply, const Result<QJsonObject> &done)
{
    if (!done)
        return reply(done.error());
    reply(*done);
    if (QJsonObject news = *done; news[u"type"] == u"signed"_s) {
        news[u"type"] = u"entry"_s;
        broadcast(news);
    }
}
