// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/plain_text.h"

namespace Lanroom {

namespace {

bool isInvisible(QChar c)
{
    switch (c.category()) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return c != QChar(u'\u200d'); // the joiner inside family and flag emoji
    default:
        return false;
    }
}

} // namespace

QString oneLine(const QString &hostile, qsizetype most)
{
    QString text = hostile.left(most);
    if (!text.isEmpty() && text.back().isHighSurrogate())
        text.chop(1);
    for (QChar &c : text) {
        if (isInvisible(c))
            c = QChar::ReplacementCharacter;
    }
    if (hostile.size() > most)
        text += u'…';
    return text;
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped());
}

} // namespace Lanroom
