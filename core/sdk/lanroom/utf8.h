// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qstring.h>

#include <concepts>

namespace Lanroom {

/// A text on its way out, or the name of a topic: what functions take, so that you may pass a literal,
/// a QByteArray, a QByteArrayView, a std::string, a QString, or a QJsonObject (as compact JSON). It does
/// not copy what is UTF-8 already and looks at what it was made from: a parameter, not something to keep.
/// What is not valid UTF-8 may not be sent as text: the gateway ends the link of a service that does.
class Utf8
{
public:
    template <std::convertible_to<QByteArrayView> T> Utf8(const T &utf8) : m_view(utf8) {}
    Utf8(const QByteArray &utf8) : m_view(utf8), m_bytes(utf8) {}
    Utf8(const QString &text) : Utf8(text.toUtf8()) {}
    Utf8(const QJsonObject &object);

    QByteArrayView view() const { return m_view; }
    QByteArray bytes() const { return m_bytes.isNull() ? m_view.toByteArray() : m_bytes; }

private:
    QByteArrayView m_view;
    QByteArray m_bytes; // shared with where it came from, or made here
};

} // namespace Lanroom
