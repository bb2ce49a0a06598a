// SPDX-License-Identifier: LGPL-3.0-or-later
#include "guestbook.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qregularexpression.h>

#include <algorithm>

using namespace Lanroom;
using namespace Qt::StringLiterals;

namespace {

constexpr int kThreads = 4;
constexpr int kMostWaiting = 200;
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

/// Both in one transaction, so the count belongs to the entry.
Result<QJsonObject> add(Connection &connection, const QString &name, const QString &text,
                        qint64 now)
{
    const Result<Rows> added = connection.query(
        "INSERT INTO entry (name, text, ts) VALUES (?, ?, ?) RETURNING id, name, text, ts", name,
        text, now);
    if (!added)
        return added.error();
    const QJsonObject entry = entryOf(added->first());
    const Result<void> kept = connection.execute("DELETE FROM entry WHERE id <= ?",
                                                 added->first().integer(0) - kMostEntries);
    if (!kept)
        return kept.error();
    const Result<Rows> total = connection.query("SELECT count(*) FROM entry");
    if (!total)
        return total.error();
    return QJsonObject{{u"entry"_s, entry}, {u"total"_s, total->first().integer(0)}};
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
    m_pool.setMaxThreadCount(kThreads);
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
    const qint64 now = clock().wallMs();
    return inPool(
        replyTo(client, request), [this, name, text, now](const DatabaseHandle &database) {
            const Result<QJsonObject> added = database
                                                  .write([name, text, now](Connection &connection) {
                                                      return add(connection, name, text, now);
                                                  })
                                                  .result();
            if (!added)
                return Answer(added.error());
            QJsonObject news = *added;
            news.insert(u"type"_s, u"entry"_s);
            QMetaObject::invokeMethod(this, [this, news] { broadcast(news); });
            return Answer(QJsonObject{{u"type"_s, u"signed"_s}, {u"entry"_s, news[u"entry"]}});
        });
}

Answer Guestbook::read(Client &client, const Request &request)
{
    const qint64 before = request.integer("before", 1).value_or(Request::kMaxInteger);
    if (request.problem())
        return *request.problem();
    return inPool(replyTo(client, request), [before](const DatabaseHandle &database) {
        // Side by side: neither waits for the other.
        const auto counting = database.read("SELECT count(*) FROM entry");
        const Result<Rows> rows =
            database
                .read("SELECT id, name, text, ts FROM entry WHERE id < ? ORDER BY id DESC LIMIT ?",
                      before, kPage + 1)
                .result();
        const Result<Rows> total = counting.result();
        if (!rows || !total)
            return Answer(rows ? total.error() : rows.error());
        QJsonArray entries;
        for (const Rows::Row &row : *rows) {
            if (entries.size() < kPage)
                entries.append(entryOf(row));
        }
        return Answer(QJsonObject{{u"type"_s, u"entries"_s},
                                  {u"entries"_s, entries},
                                  {u"more"_s, rows->size() > kPage},
                                  {u"total"_s, total->first().integer(0)}});
    });
}

Answer Guestbook::words(Client &client, const Request &request)
{
    return inPool(replyTo(client, request), [](const DatabaseHandle &database) {
        const Result<Rows> texts = database.read("SELECT text FROM entry").result();
        if (!texts)
            return Answer(texts.error());
        return Answer(QJsonObject{{u"type"_s, u"words"_s}, {u"words"_s, countWords(*texts)}});
    });
}

/// Has a thread of the pool do the work; its answer goes out on the service's thread.
Answer Guestbook::inPool(const Reply &reply, const Work &work)
{
    if (m_waiting >= kMostWaiting)
        return Refusal(u"busy"_s, u"There is too much to do just now."_s);
    ++m_waiting;
    m_pool.start([this, reply, work, database = DatabaseHandle(*m_database)] {
        const Answer answer = work(database);
        QMetaObject::invokeMethod(this, [this, reply, answer] {
            --m_waiting;
            reply(answer);
        });
    });
    return Answer::later();
}
