// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/desktopscheme.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QDBusVirtualObject>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop::ui::widgets;
using namespace Qt::StringLiterals;

namespace
{

const QString service = u"org.freedesktop.portal.Desktop"_s;
const QString path = u"/org/freedesktop/portal/desktop"_s;
const QString interface = u"org.freedesktop.portal.Settings"_s;
const QString appearance = u"org.freedesktop.appearance"_s;
const QString colorScheme = u"color-scheme"_s;

/// The desktop's settings portal with one setting. It has a connection of its own, so that what is said goes
/// over the bus.
class FakePortal final : public QDBusVirtualObject
{
public:
    FakePortal() : m_bus(QDBusConnection::connectToBus(QDBusConnection::SessionBus, u"portal"_s)) {}
    ~FakePortal() override { QDBusConnection::disconnectFromBus(u"portal"_s); }

    bool start(uint scheme)
    {
        m_scheme = scheme;
        return m_bus.registerVirtualObject(path, this) && m_bus.registerService(service);
    }

    void change(uint scheme)
    {
        m_scheme = scheme;
        say(appearance, colorScheme, scheme);
    }

    void say(const QString &group, const QString &key, uint value)
    {
        QDBusMessage signal = QDBusMessage::createSignal(path, interface, u"SettingChanged"_s);
        signal << group << key << QVariant::fromValue(QDBusVariant(value));
        m_bus.send(signal);
    }

    int reads = 0;

    QString introspect(const QString &) const override { return {}; }

    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() != u"Read" || message.arguments() != QVariantList{appearance, colorScheme})
            return false;
        ++reads;
        // Read answers with a variant in a variant (XDG desktop portal, Settings).
        const QDBusVariant inner{m_scheme};
        return connection.send(
            message.createReply(QVariant::fromValue(QDBusVariant(QVariant::fromValue(inner)))));
    }

private:
    QDBusConnection m_bus;
    uint m_scheme = 0;
};

QColor cornerOf(QWidget &widget)
{
    return widget.grab().toImage().pixelColor(2, 2);
}

} // namespace

/// Against a portal on a session bus that nobody else uses: tests/ui/widgets/with-session-bus starts one.
class TestDesktopScheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QDBusConnection::sessionBus().isConnected()) {
            qInfo("SKIPPED: no session bus");
            QSKIP("no session bus");
        }
    }

    void theWindowTakesTheDesktopsSchemeAtStart()
    {
        FakePortal portal;
        QVERIFY(portal.start(1));
        Theme theme;
        QTRY_VERIFY(theme.isDark());
        QCOMPARE(portal.reads, 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), paletteOf(darkTokens()).window().color());
    }

    void aShownWindowRepaintsWhenTheDesktopChanges()
    {
        FakePortal portal;
        QVERIFY(portal.start(2));
        Theme theme;
        QTRY_COMPARE(portal.reads, 1);
        QWidget window;
        TextLabel label(u"words"_s, TextRole::Muted, &window);
        window.resize(200, 100);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QTRY_VERIFY(!theme.isDark());
        QCOMPARE(cornerOf(window), lightTokens().surface);

        portal.change(1);
        QTRY_VERIFY(theme.isDark());
        QCOMPARE(cornerOf(window), darkTokens().surface);
        QCOMPARE(label.palette().color(QPalette::WindowText), darkTokens().muted);

        portal.change(2);
        QTRY_VERIFY(!theme.isDark());
        QCOMPARE(cornerOf(window), lightTokens().surface);
        QCOMPARE(label.palette().color(QPalette::WindowText), lightTokens().muted);
    }

    void aChoiceOfItsOwnStands()
    {
        FakePortal portal;
        QVERIFY(portal.start(2));
        Theme theme(ThemeChoice::Dark);
        QTRY_COMPARE(portal.reads, 1);
        const QSignalSpy changes(&theme, &Theme::changed);
        portal.change(1);
        QTRY_COMPARE(changes.size(), 1);
        QVERIFY(theme.isDark());
        portal.change(2);
        QTRY_COMPARE(changes.size(), 2);
        QVERIFY(theme.isDark());
    }

    void otherSettingsAndNoWishChangeNothing()
    {
        FakePortal portal;
        QVERIFY(portal.start(1));
        DesktopScheme scheme;
        QTRY_VERIFY(scheme.isDark());
        const QSignalSpy changes(&scheme, &DesktopScheme::changed);
        portal.say(appearance, u"contrast"_s, 2);
        portal.say(u"org.gnome.desktop.interface"_s, colorScheme, 2);
        portal.change(0); // no wish: the platform's own palette is light here
        QTRY_COMPARE(changes.size(), 1);
        QVERIFY(!scheme.isDark());
    }

    void withoutAPortalThePlatformDecides()
    {
        Theme theme;
        QVERIFY(!theme.isDark());
        FakePortal portal; // one that comes later is heard as soon as it says something
        QVERIFY(portal.start(1));
        portal.change(1);
        QTRY_VERIFY(theme.isDark());
    }
};

QTEST_MAIN(TestDesktopScheme)
#include "tst_desktopscheme.moc"
