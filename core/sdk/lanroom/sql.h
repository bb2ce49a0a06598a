// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qvariant.h>

#include <concepts>
#include <optional>

namespace Lanroom {

/// A statement, written as a literal: whatever came from outside goes into the values for its '?',
/// never into its text, and the compiler sees to it. '?' works on both databases; ':name' and '$1'
/// don't.
class Sql
{
public:
    consteval Sql(const char *literal) : m_text(literal) {}
    /// For text that a program puts together itself, such as as many '?' as a list has values. It
    /// must live as long as the call it is given to.
    static Sql composed(const QByteArray &text) { return Sql(text.constData(), 0); }

    const char *text() const { return m_text; }

private:
    constexpr Sql(const char *text, int) : m_text(text) {}
    const char *m_text;
};

/// A value for a '?': numbers, bool, QString, QByteArray, a std::optional of one, or nullptr.
/// Nothing and nullptr are NULL; an empty or null text is a text. Of texts SQLite gives back U+FFFD for
/// the noncharacters U+FFFE and U+FFFF. Times are best kept as numbers.
class SqlValue
{
public:
    SqlValue(std::nullptr_t) {}
    template <std::integral T>
    requires(!std::same_as<T, bool> && (sizeof(T) < sizeof(qint64) || std::signed_integral<T>))
        SqlValue(T number)
        : m_value(QVariant::fromValue(qint64(number)))
    {
    }
    template <std::same_as<bool> T> SqlValue(T yes) : m_value(yes) {}
    template <std::floating_point T> SqlValue(T number) : m_value(double(number)) {}
    // Qt would make NULL of its null ones.
    SqlValue(const QString &text) : m_value(text.isNull() ? QString(QLatin1StringView("")) : text)
    {
    }
    SqlValue(const QByteArray &bytes) : m_value(bytes.isNull() ? QByteArray("") : bytes) {}
    template <typename T> SqlValue(const std::optional<T> &value)
    {
        if (value)
            m_value = SqlValue(*value).m_value;
    }

    const QVariant &variant() const { return m_value; }

private:
    QVariant m_value;
};

/// What a statement brought: its rows, in memory.
class Rows
{
public:
    /// One of them; it must not outlive the Rows. A column counts from 0, as it was selected.
    class Row
    {
    public:
        qint64 integer(int column) const { return value(column).toLongLong(); }
        double number(int column) const { return value(column).toDouble(); }
        bool boolean(int column) const { return value(column).toBool(); }
        QString text(int column) const { return value(column).toString(); }
        QByteArray bytes(int column) const { return value(column).toByteArray(); }
        bool isNull(int column) const { return value(column).isNull(); }
        /// Nothing for NULL.
        std::optional<qint64> optionalInteger(int column) const
        {
            return isNull(column) ? std::nullopt : std::optional(integer(column));
        }

    private:
        friend class Rows;
        Row(const Rows &rows, qsizetype first) : m_rows(rows), m_first(first) {}
        const QVariant &value(int column) const { return m_rows.m_cells.at(m_first + column); }

        const Rows &m_rows;
        const qsizetype m_first;
    };

    class Iterator
    {
    public:
        Row operator*() const { return m_rows->at(m_index); }
        Iterator &operator++()
        {
            ++m_index;
            return *this;
        }
        bool operator==(const Iterator &other) const = default;

    private:
        friend class Rows;
        Iterator(const Rows *rows, qsizetype index) : m_rows(rows), m_index(index) {}
        const Rows *m_rows;
        qsizetype m_index;
    };

    Rows() = default;
    Rows(int columns, qint64 changes, QList<QVariant> cells)
        : m_columns(columns), m_changes(changes), m_cells(std::move(cells))
    {
    }

    qsizetype size() const { return m_columns > 0 ? m_cells.size() / m_columns : 0; }
    bool isEmpty() const { return m_cells.isEmpty(); }
    Row at(qsizetype row) const { return Row(*this, row * m_columns); }
    Row first() const { return at(0); }
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size()}; }
    /// As many rows as were inserted, changed or deleted.
    qint64 changes() const { return m_changes; }

private:
    int m_columns = 0;
    qint64 m_changes = 0;
    QList<QVariant> m_cells;
};

} // namespace Lanroom
