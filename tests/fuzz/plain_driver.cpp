// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Drives a fuzz target where there is no libFuzzer, which is to say in every ordinary build:
//   fuzz_NAME CORPUS SECONDS   every file of the folder, then changed ones for so long
//   fuzz_NAME FILE             that one: a finding, or one of libFuzzer's
// The changes are the same every time, for they come from a fixed seed; only their number depends
// on the machine. What breaks a property, or crashes, is written to fuzz_NAME.crash.
#include "fuzz_target.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qdir.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qlist.h>
#include <QtCore/qrandom.h>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace {

constexpr qsizetype kMaxBytes = 16 * 1024;
constexpr char kInteresting[] = "\x00\x01\x7d\x7e\x7f\x80\x81\x82\x88\x89\xc1\xff\r\n :,;=\"/%";

QByteArray current; // for onDeath, which can be given nothing
QByteArray crashFile;

void onDeath(int signal)
{
    const int file = ::open(crashFile.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0 && ::write(file, current.constData(), size_t(current.size())) == current.size())
        ::close(file);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void run(const QByteArray &input)
{
    current = input;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(current.constData()),
                           std::size_t(current.size()));
}

class Mutator
{
public:
    explicit Mutator(const QList<QByteArray> &corpus) : m_corpus(corpus), m_random(7692) {}

    QByteArray next()
    {
        QByteArray bytes = any();
        for (quint32 changes = 1 + m_random.bounded(6u); changes > 0; --changes)
            change(bytes);
        bytes.truncate(kMaxBytes);
        return bytes;
    }

private:
    const QByteArray &any() { return m_corpus[m_random.bounded(int(m_corpus.size()))]; }
    qsizetype place(const QByteArray &bytes) { return m_random.bounded(int(bytes.size()) + 1); }

    void change(QByteArray &bytes)
    {
        const qsizetype at = place(bytes);
        const qsizetype length = qMin<qsizetype>(1 + m_random.bounded(16), bytes.size() - at);
        switch (m_random.bounded(7)) {
        case 0: // a bit
            if (at < bytes.size())
                bytes[at] = char(bytes[at] ^ (1 << m_random.bounded(8)));
            break;
        case 1: // a byte
            if (at < bytes.size())
                bytes[at] = char(m_random.bounded(256));
            break;
        case 2:
            if (at < bytes.size())
                bytes[at] = kInteresting[m_random.bounded(int(sizeof kInteresting))];
            break;
        case 3:
            bytes.insert(at, kInteresting[m_random.bounded(int(sizeof kInteresting))]);
            break;
        case 4:
            bytes.remove(at, length);
            break;
        case 5: // again
            bytes.insert(at, bytes.mid(at, length));
            break;
        case 6: { // another's end
            const QByteArray &other = any();
            bytes = bytes.first(at) + other.mid(place(other));
            break;
        }
        }
    }

    const QList<QByteArray> &m_corpus;
    QRandomGenerator m_random;
};

QList<QByteArray> load(const QString &path)
{
    QList<QByteArray> inputs;
    const QDir folder(path);
    const QStringList names =
        folder.exists() ? folder.entryList(QDir::Files, QDir::Name) : QStringList(path);
    for (const QString &name : names) {
        QFile file(folder.exists() ? folder.filePath(name) : name);
        if (file.open(QIODevice::ReadOnly))
            inputs.append(file.readAll());
    }
    return inputs;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fprintf(stderr, "usage: %s CORPUS|FILE [SECONDS]\n", argv[0]);
        return 2;
    }
    crashFile = QByteArray(argv[0]).mid(QByteArray(argv[0]).lastIndexOf('/') + 1) + ".crash";
    for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE})
        std::signal(signal, onDeath);

    const QList<QByteArray> corpus = load(QFile::decodeName(argv[1]));
    if (corpus.isEmpty()) {
        std::fprintf(stderr, "nothing to read in %s\n", argv[1]);
        return 2;
    }
    for (const QByteArray &input : corpus)
        run(input);

    const qint64 milliseconds = argc > 2 ? qint64(std::atof(argv[2]) * 1000) : 0;
    Mutator mutator(corpus);
    QElapsedTimer timer;
    timer.start();
    qint64 runs = 0;
    for (; timer.elapsed() < milliseconds; ++runs)
        run(mutator.next());
    std::printf("%lld inputs of the corpus, %lld changed ones\n", qlonglong(corpus.size()), runs);
    return 0;
}
