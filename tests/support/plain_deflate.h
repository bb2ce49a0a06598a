// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>

#include <zlib.h>

namespace Lanroom::Test {

/// A client's compressing side, made of nothing but zlib: what the code under test is held against.
/// One context for all its messages, until reset().
class PlainDeflate
{
public:
    explicit PlainDeflate(int windowBits = 15, int level = 9, int strategy = Z_DEFAULT_STRATEGY)
    {
        deflateInit2(&m_stream, level, Z_DEFLATED, -windowBits, 8, strategy);
    }
    ~PlainDeflate() { deflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(PlainDeflate)

    void reset() { deflateReset(&m_stream); }

    /// A message's payload, without the last four bytes. Empty for an empty message after another:
    /// zlib does not flush twice.
    QByteArray message(const QByteArray &text)
    {
        const QByteArray all = run(text, Z_SYNC_FLUSH);
        return all.isEmpty() ? all : all.chopped(4);
    }
    /// All of text, flushed in the way that is given.
    QByteArray run(const QByteArray &text, int flush)
    {
        QByteArray out(qsizetype(deflateBound(&m_stream, uLong(text.size()))) + 16,
                       Qt::Uninitialized);
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
        m_stream.avail_in = uInt(text.size());
        m_stream.next_out = reinterpret_cast<Bytef *>(out.data());
        m_stream.avail_out = uInt(out.size());
        deflate(&m_stream, flush);
        out.chop(m_stream.avail_out);
        return out;
    }

private:
    z_stream m_stream{};
};

} // namespace Lanroom::Test
