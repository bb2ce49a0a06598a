// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/icons.h"

#include <QtCore/qfile.h>
#include <QtGui/qpainter.h>
#include <QtGui/qpixmap.h>
#include <QtSvg/qsvgrenderer.h>

namespace Lanroom {

namespace {

QIcon render(const QByteArray &svg, std::initializer_list<int> sides)
{
    QSvgRenderer renderer(svg);
    Q_ASSERT(renderer.isValid());
    QIcon icon;
    for (const int side : sides) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QIcon programIcon()
{
    return render(read(QStringLiteral(":/lanroom/lanroom.svg")), {16, 32, 48, 64, 128, 256});
}

QIcon lineIcon(QLatin1StringView name, const QColor &color)
{
    QByteArray svg = read(QStringLiteral(":/lanroom/line/%1.svg").arg(name));
    svg.replace("currentColor", color.name().toLatin1());
    // 1, 1.5, 2 and 3 times the sizes they are shown at.
    return render(svg, {18, 20, 24, 27, 30, 36, 40, 54, 60});
}

} // namespace Lanroom
