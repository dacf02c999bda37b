// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/desktopscheme.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/popuprow.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDBusVariant>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>

#include <map>

using namespace outcrop::ui::widgets;

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textReachesAaContrast_data();
    void textReachesAaContrast();
    void marksReachGraphicContrast_data() { themes(); }
    void marksReachGraphicContrast();
    void paletteTextReachesAaContrast_data() { themes(); }
    void paletteTextReachesAaContrast();
    void contrastOfBlackOnWhiteIs21();
    void readsThePortalsThreeAnswers();
    void choiceNamesRoundTrip();
    void labelsAndIconsFollowTheTheme();
    void tabBadgeWidensItsTab();
    void checkBoxesAreDrawnWhole();
    void whatAComboBoxDropsDownLooksLikeAMenu();

private:
    void themes();
    static const Tokens &tokensNamed(const QString &name)
    {
        return name == QStringLiteral("dark") ? darkTokens() : lightTokens();
    }
};

namespace
{

struct Pair {
    const char *name;
    QColor Tokens::*ink;
    std::vector<QColor Tokens::*> grounds;
};

const std::vector<QColor Tokens::*> plain{&Tokens::canvas, &Tokens::surface, &Tokens::raised};
const std::vector<QColor Tokens::*> everywhere{&Tokens::canvas, &Tokens::surface, &Tokens::raised,
                                               &Tokens::sunken, &Tokens::selection};

const std::vector<Pair> texts{
    {"text", &Tokens::text, everywhere},
    {"muted", &Tokens::muted, everywhere},
    {"faint", &Tokens::faint, plain},
    {"link", &Tokens::link, everywhere},
    {"onAccent", &Tokens::onAccent, {&Tokens::accent, &Tokens::accentHover}},
    {"tealText", &Tokens::tealText, everywhere},
    {"tealText in its pill", &Tokens::tealText, {&Tokens::tealSoft}},
    {"amberText", &Tokens::amberText, everywhere},
    {"amberText in its pill", &Tokens::amberText, {&Tokens::amberSoft}},
    {"violetText", &Tokens::violetText, everywhere},
    {"violetText in its pill", &Tokens::violetText, {&Tokens::violetSoft}},
    {"okText", &Tokens::okText, everywhere},
    {"errorText", &Tokens::errorText, everywhere},
    {"errorText in its banner", &Tokens::errorText, {&Tokens::errorSoft}},
    {"text in banners", &Tokens::text, {&Tokens::errorSoft, &Tokens::amberSoft}},
    {"jsonKey", &Tokens::jsonKey, everywhere},
    {"jsonString", &Tokens::jsonString, everywhere},
    {"jsonNumber", &Tokens::jsonNumber, everywhere},
    {"jsonWord", &Tokens::jsonWord, everywhere},
};

const std::map<QString, QColor Tokens::*> marks{
    {QStringLiteral("teal"), &Tokens::teal},     {QStringLiteral("amber"), &Tokens::amber},
    {QStringLiteral("grey"), &Tokens::grey},     {QStringLiteral("violet"), &Tokens::violet},
    {QStringLiteral("ok"), &Tokens::ok},         {QStringLiteral("error"), &Tokens::error},
    {QStringLiteral("accent"), &Tokens::accent},
};

} // namespace

void TestTheme::themes()
{
    QTest::addColumn<QString>("theme");
    QTest::newRow("light") << QStringLiteral("light");
    QTest::newRow("dark") << QStringLiteral("dark");
}

void TestTheme::textReachesAaContrast_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<int>("pair");
    for (const char *theme : {"light", "dark"}) {
        for (size_t i = 0; i < texts.size(); ++i)
            QTest::addRow("%s %s", theme, texts[i].name) << QString::fromLatin1(theme) << int(i);
    }
}

void TestTheme::textReachesAaContrast()
{
    QFETCH(QString, theme);
    QFETCH(int, pair);
    const Tokens &t = tokensNamed(theme);
    const Pair &p = texts[size_t(pair)];
    for (const auto ground : p.grounds) {
        const double ratio = contrastRatio(t.*p.ink, t.*ground);
        QVERIFY2(
            ratio >= 4.5,
            qPrintable(QStringLiteral("%1 on %2: %3").arg((t.*p.ink).name(), (t.*ground).name()).arg(ratio)));
    }
}

void TestTheme::marksReachGraphicContrast()
{
    QFETCH(QString, theme);
    const Tokens &t = tokensNamed(theme);
    for (const auto &[name, mark] : marks) {
        for (const auto ground : plain)
            QVERIFY2(contrastRatio(t.*mark, t.*ground) >= 3, qPrintable(name));
    }
}

void TestTheme::paletteTextReachesAaContrast()
{
    QFETCH(QString, theme);
    const QPalette palette = paletteOf(tokensNamed(theme));
    const std::vector<std::pair<QPalette::ColorRole, QPalette::ColorRole>> pairs{
        {QPalette::WindowText, QPalette::Window},       {QPalette::Text, QPalette::Base},
        {QPalette::ButtonText, QPalette::Button},       {QPalette::HighlightedText, QPalette::Highlight},
        {QPalette::PlaceholderText, QPalette::Base},    {QPalette::Link, QPalette::Base},
        {QPalette::ToolTipText, QPalette::ToolTipBase}, {QPalette::Text, QPalette::AlternateBase},
    };
    for (const auto &[ink, ground] : pairs)
        QVERIFY2(contrastRatio(palette.color(ink), palette.color(ground)) >= 4.5,
                 qPrintable(QStringLiteral("roles %1 on %2").arg(int(ink)).arg(int(ground))));
    QVERIFY(contrastRatio(palette.color(QPalette::Disabled, QPalette::Text), palette.color(QPalette::Base)) >=
            3);
    QCOMPARE(&tokensOf(palette), &tokensNamed(theme));
}

void TestTheme::contrastOfBlackOnWhiteIs21()
{
    QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
    QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
    QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
}

void TestTheme::readsThePortalsThreeAnswers()
{
    const auto nested = [](uint value) {
        return QVariant::fromValue(QDBusVariant(QVariant::fromValue(QDBusVariant(value))));
    };
    QCOMPARE(DesktopScheme::darkFromPortal(nested(1)), std::optional<bool>(true));
    QCOMPARE(DesktopScheme::darkFromPortal(nested(2)), std::optional<bool>(false));
    QCOMPARE(DesktopScheme::darkFromPortal(nested(0)), std::optional<bool>());
    QCOMPARE(DesktopScheme::darkFromPortal(QStringLiteral("dark")), std::optional<bool>());
}

void TestTheme::choiceNamesRoundTrip()
{
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
        QCOMPARE(themeChoiceFromName(themeChoiceName(choice)), std::optional(choice));
    QVERIFY(!themeChoiceFromName(u"blue"));
}

void TestTheme::labelsAndIconsFollowTheTheme()
{
    Theme theme(ThemeChoice::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    TextLabel label(QStringLiteral("<b>not markup</b>"), TextRole::Faint);
    label.show();
    const QIcon stop = icon(QStringLiteral("stop"));
    const auto middle = [&] { return stop.pixmap(16).toImage().pixelColor(8, 8); };
    QCOMPARE(label.palette().color(QPalette::WindowText), lightTokens().faint);
    QCOMPARE(middle(), lightTokens().text);

    theme.setChoice(ThemeChoice::Dark);
    QCOMPARE(changed.size(), 1);
    QTRY_COMPARE(label.palette().color(QPalette::WindowText), darkTokens().faint);
    QCOMPARE(middle(), darkTokens().text);
    QCOMPARE(label.textFormat(), Qt::PlainText);
}

void TestTheme::tabBadgeWidensItsTab()
{
    TabStrip tabs;
    tabs.addTab(QStringLiteral("Events"));
    const int before = tabs.tabRect(0).width();
    tabs.setBadge(0, QStringLiteral("84"));
    QVERIFY(tabs.tabRect(0).width() > before);
    QCOMPARE(tabs.badge(0), QStringLiteral("84"));
    QCOMPARE(tabs.accessibleTabName(0), QStringLiteral("Events, 84"));
}

void TestTheme::checkBoxesAreDrawnWhole()
{
    const Theme theme(ThemeChoice::Light);
    QCheckBox box;
    box.resize(box.sizeHint());
    const QImage image = box.grab().toImage();
    const int side = box.style()->pixelMetric(QStyle::PM_IndicatorWidth);
    const int middle = image.height() / 2;
    QVERIFY(image.pixelColor(0, middle) != image.pixelColor(side / 2, middle)); // the border, not the inside
    QCOMPARE(image.pixelColor(0, middle), image.pixelColor(side - 1, middle));
}

void TestTheme::whatAComboBoxDropsDownLooksLikeAMenu()
{
    const Theme theme(ThemeChoice::Light);
    QComboBox box;
    box.addItems({QStringLiteral("first"), QStringLiteral("second")});
    QComboBox special;
    auto *own = new QStyledItemDelegate(&special);
    special.setItemDelegate(own);
    box.show();
    special.show();
    QVERIFY(qobject_cast<PopupRowDelegate *>(box.itemDelegate()));
    QCOMPARE(special.itemDelegate(), own); // what a box chose for itself stays
    box.showPopup();
    QVERIFY(box.view()->sizeHintForRow(0) >= metrics::controlHeight);
    const QImage popup = box.view()->parentWidget()->grab().toImage();
    QCOMPARE(popup.pixelColor(popup.width() / 2, popup.height() - 1), lightTokens().line);
    box.hidePopup();
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
