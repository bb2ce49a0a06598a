// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/settings_check.h"

#include "config/data_dir.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class tst_SettingsCheck : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsThereNeedsNoWord()
    {
        put(m_data.filePath(u"services/tea"_s), u"tea"_s);
        put(m_own.path(), u"milk"_s);
        Settings settings;
        QVERIFY(settingsWithoutEffect(settings, m_data.path()).isEmpty());
        QVERIFY(settings.set("services.folder", m_own.path()).ok());
        QVERIFY(settings.set("services.off", u"tea"_s).ok());
        QVERIFY(settings.set("services.open", u"tea, milk"_s).ok());
        QCOMPARE(settingsWithoutEffect(settings, m_data.path()), QStringList());
    }

    void whatIsNotThereIsNamed()
    {
        put(m_data.filePath(u"services/tea"_s), u"tea"_s);
        const QString nowhere = m_own.filePath(u"nowhere"_s);
        Settings settings;
        QVERIFY(settings.set("services.folder", nowhere).ok());
        QVERIFY(settings.set("services.off", u"chta tea"_s).ok());
        QVERIFY(settings.set("services.open", u"nope"_s).ok());
        QCOMPARE(settingsWithoutEffect(settings, m_data.path()),
                 (QStringList{u"services.folder: there is no folder "_s + nowhere,
                              u"services.off: there is no service 'chta'"_s,
                              u"services.open: there is no service 'nope'"_s}));
    }

    /// It is reported elsewhere, with what is wrong.
    void aBadManifestIsThere()
    {
        put(m_own.path(), u"broken"_s, "{");
        Settings settings;
        QVERIFY(settings.set("services.folder", m_own.path()).ok());
        QVERIFY(settings.set("services.off", u"broken"_s).ok());
        QVERIFY(settingsWithoutEffect(settings, m_data.path()).isEmpty());
    }

private:
    static void put(const QString &folder, const QString &name, const QByteArray &text = "{}")
    {
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u'/' + name + u".service.json"_s);
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(text), text.size());
    }

    QTemporaryDir m_data;
    QTemporaryDir m_own;
};

QTEST_GUILESS_MAIN(tst_SettingsCheck)
#include "tst_settings_check.moc"
