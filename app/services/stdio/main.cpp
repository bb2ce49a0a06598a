// SPDX-License-Identifier: LGPL-3.0-or-later
//
// lanroom-stdio: the service for programs that know nothing of Lanroom. See core/stdio/README.md.
#include "stdio/json_service.h"
#include "stdio/lines_service.h"
#include "stdio/options.h"

#include <cstdio>

using namespace Lanroom;

namespace {

/// As other programs say it.
constexpr int kBadUsage = 2;

std::unique_ptr<Service> make(const StdioOptions &options)
{
    if (options.mode == StdioOptions::Mode::Json)
        return std::make_unique<JsonService>(options.lines.command);
    return std::make_unique<LinesService>(options.lines);
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    if (const QString first = arguments.value(0); first == u"--help" || first == u"-h") {
        std::fputs(qPrintable(StdioOptions::usage()), stdout);
        return 0;
    }
    const Result<StdioOptions> options = StdioOptions::parse(arguments);
    if (!options) {
        std::fprintf(stderr, "lanroom-stdio: %s\n%s", qPrintable(options.error().message),
                     qPrintable(StdioOptions::usage()));
        return kBadUsage;
    }
    return runService(argc, argv, [&options] { return make(*options); });
}
