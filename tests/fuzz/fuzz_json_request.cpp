// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What a client asks of a service: a request in JSON, its id, and its fields. Input: one text message.
#include "fuzz_target.h"

#include <lanroom/session_service.h>

#include <QtCore/qjsondocument.h>

using namespace Lanroom;
using namespace Lanroom::Fuzz;
using namespace Qt::StringLiterals;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Request request =
        Request::parse(QByteArrayView(reinterpret_cast<const char *>(data), qsizetype(size)));
    const QJsonValue id = request.id();
    require(id.isNull() || id.isDouble() || id.isString(), "an id is a number or a text, or there is none");
    require(id.toString().toUcs4().size() <= Request::kMaxIdCharacters, "an id keeps to its limit");
    require(request.problem() || (!id.isNull() && request.fields().value("type"_L1).isString()),
            "without a problem there are a type and an id");

    const Answer answer = request.problem() ? Answer(*request.problem()) : Answer();
    const QJsonObject told = QJsonDocument::fromJson(answer.encode(id)).object();
    require(told.value("re"_L1) == id, "the answer has the id");
    require(told.contains("code"_L1) == request.problem().has_value(), "a problem is told of");

    for (const char *key : {"text", "number", "flag", "type"}) {
        const Request field(request.fields());
        const bool wasGood = !field.problem();
        const QString text = field.text(key);
        if (wasGood && !field.problem())
            require(text.isValidUtf16() && !text.contains(QChar(u'\0')), "a text is Unicode without NUL");
        const std::optional<qint64> number = field.integer(key, 1);
        require(!number || (*number >= 1 && *number <= Request::kMaxInteger), "a number is in range");
        (void)field.flag(key);
    }
    return 0;
}
