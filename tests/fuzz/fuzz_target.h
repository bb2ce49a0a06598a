// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearrayview.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>

/// What libFuzzer calls, and plain_driver.cpp where there is no libFuzzer. Each target defines it
/// once, and keeps no state between two calls.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace Lanroom::Fuzz {

/// A property that no input may break, in every build: ends the process, which is how a fuzzer
/// learns of it.
inline void require(bool holds, const char *property)
{
    if (holds)
        return;
    std::fprintf(stderr, "broken: %s\n", property);
    std::abort();
}

/// Takes an input apart: decisions from its front, the rest as data. At the end everything is 0.
class Input
{
public:
    Input(const std::uint8_t *data, std::size_t size)
        : m_rest(reinterpret_cast<const char *>(data), qsizetype(size))
    {
    }

    bool atEnd() const { return m_rest.isEmpty(); }
    QByteArrayView rest() const { return m_rest; }

    quint8 byte() { return m_rest.isEmpty() ? 0 : quint8(bytes(1)[0]); }
    /// So many, or what there is.
    QByteArrayView bytes(qsizetype count)
    {
        const QByteArrayView taken = m_rest.first(qMin(count, m_rest.size()));
        m_rest = m_rest.sliced(taken.size());
        return taken;
    }
    /// What stands before the next line end, which is dropped.
    QByteArrayView line()
    {
        const qsizetype end = m_rest.indexOf('\n');
        const QByteArrayView taken = bytes(end < 0 ? m_rest.size() : end);
        bytes(1);
        return taken;
    }

private:
    QByteArrayView m_rest;
};

/// Lengths of pieces to cut the same bytes into in another way: small and uneven, the same for the
/// same seed.
class Pieces
{
public:
    explicit Pieces(quint32 seed) : m_state(seed | 1) {}

    qsizetype next()
    {
        // Numerical Recipes' linear congruential generator; its upper bits are good enough.
        m_state = m_state * 1664525u + 1013904223u;
        const quint32 value = m_state >> 16;
        return value % 4 == 0 ? 1 : 1 + qsizetype(value % 61);
    }

private:
    quint32 m_state;
};

} // namespace Lanroom::Fuzz
