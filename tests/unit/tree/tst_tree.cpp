// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <map>
#include <set>

namespace
{

/// What each folder may include besides itself: the rule of dependence, one level a line.
const std::map<QString, int> coreLevels{
    {QStringLiteral("base"), 0},         {QStringLiteral("json"), 1},
    {QStringLiteral("eventstream"), 1},  {QStringLiteral("aws"), 1},
    {QStringLiteral("net"), 1},          {QStringLiteral("converse"), 2},
    {QStringLiteral("credentials"), 2},  {QStringLiteral("history"), 2},
    {QStringLiteral("stream"), 3},       {QStringLiteral("attachments"), 3},
    {QStringLiteral("conversation"), 4}, {QStringLiteral("client"), 4},
    {QStringLiteral("connections"), 5},  {QStringLiteral("run"), 5},
    {QStringLiteral("search"), 5},       {QStringLiteral("simulator"), 6},
    {QStringLiteral("catalog"), 2},
};

/// The folders of ui that every other may include; feature folders never include each other.
const std::set<QString> sharedUi{QStringLiteral("models"), QStringLiteral("markdown"),
                                 QStringLiteral("widgets")};

struct Source {
    QString path; // relative to the root, with '/'
    QString text;
};

std::vector<Source> sourcesUnder(const QStringList &folders)
{
    std::vector<Source> sources;
    const QDir root(QStringLiteral(OUTCROP_SOURCE));
    for (const QString &folder : folders) {
        QDirIterator files(root.filePath(folder), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                sources.push_back(
                    {root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll())});
        }
    }
    return sources;
}

/// The project's own headers a source includes, as "core/json/json.h".
QStringList ownIncludes(const QString &text)
{
    static const QRegularExpression include(QStringLiteral("^#include \"((?:core|ui|app|tests)/[^\"]+)\""),
                                            QRegularExpression::MultilineOption);
    QStringList found;
    for (auto matches = include.globalMatch(text); matches.hasNext();)
        found.append(matches.next().captured(1));
    return found;
}

QString coreBreach(const QString &fromFolder, const QStringList &target)
{
    if (target.at(0) != QStringLiteral("core"))
        return QStringLiteral("core may include only core");
    const QString toFolder = target.at(1);
    if (toFolder == fromFolder)
        return {};
    if (!coreLevels.contains(toFolder))
        return QStringLiteral("core/%1 has no level in this test").arg(toFolder);
    if (toFolder == QStringLiteral("simulator"))
        return QStringLiteral("only app and tests include the simulator");
    if (coreLevels.at(toFolder) >= coreLevels.at(fromFolder))
        return QStringLiteral("core/%1 does not stand below core/%2").arg(toFolder, fromFolder);
    return {};
}

QString uiBreach(const QString &fromFolder, const QStringList &target)
{
    static const QStringList unseen{QStringLiteral("net"), QStringLiteral("client"),
                                    QStringLiteral("simulator")};
    if (target.at(0) == QStringLiteral("core"))
        return unseen.contains(target.at(1)) ? QStringLiteral("widgets never see core/%1").arg(target.at(1))
                                             : QString();
    if (target.at(0) != QStringLiteral("ui"))
        return QStringLiteral("ui may include only ui and core");
    const bool allowed = target.at(1) == fromFolder || sharedUi.contains(target.at(1)) ||
                         fromFolder == QStringLiteral("shell");
    return allowed ? QString() : QStringLiteral("feature folders of ui never include each other");
}

QString breach(const QString &from, const QString &include)
{
    const QStringList source = from.split(u'/');
    const QStringList target = include.split(u'/');
    if (source.at(0) == QStringLiteral("core"))
        return coreLevels.contains(source.at(1))
                   ? coreBreach(source.at(1), target)
                   : QStringLiteral("core/%1 has no level in this test").arg(source.at(1));
    if (source.at(0) == QStringLiteral("ui"))
        return uiBreach(source.at(1), target);
    return target.at(0) == QStringLiteral("tests") ? QStringLiteral("app never includes tests") : QString();
}

} // namespace

class TestTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsAnUpwardIncludeWhenItSeesOne();
    void nothingIncludesUpward();
    void coreNeverIncludesWidgets();
    void measuredTrapsAreNotUsed();
    void everyFileNamesItsLicence();
};

void TestTree::knowsAnUpwardIncludeWhenItSeesOne()
{
    QVERIFY(!breach(QStringLiteral("core/json/json.cpp"), QStringLiteral("core/stream/event.h")).isEmpty());
    QVERIFY(!breach(QStringLiteral("core/client/job.cpp"), QStringLiteral("ui/models/a.h")).isEmpty());
    QVERIFY(!breach(QStringLiteral("ui/editors/a.cpp"), QStringLiteral("ui/inspector/b.h")).isEmpty());
    QVERIFY(!breach(QStringLiteral("ui/shell/a.cpp"), QStringLiteral("core/net/b.h")).isEmpty());
    QVERIFY(breach(QStringLiteral("core/stream/a.cpp"), QStringLiteral("core/json/json.h")).isEmpty());
    QVERIFY(breach(QStringLiteral("ui/shell/a.cpp"), QStringLiteral("ui/editors/b.h")).isEmpty());
}

void TestTree::nothingIncludesUpward()
{
    const auto sources = sourcesUnder({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")});
    QVERIFY2(sources.size() > 10, "the sources were not found");
    QStringList breaches;
    for (const Source &source : sources) {
        for (const QString &include : ownIncludes(source.text)) {
            const QString why = breach(source.path, include);
            if (!why.isEmpty())
                breaches.append(QStringLiteral("%1 includes %2: %3").arg(source.path, include, why));
        }
    }
    QVERIFY2(breaches.isEmpty(), qPrintable(breaches.join(u'\n')));
}

void TestTree::coreNeverIncludesWidgets()
{
    static const QRegularExpression widgets(
        QStringLiteral("^#include <(QtWidgets|QWidget|QApplication|QDialog|Qsci)"),
        QRegularExpression::MultilineOption);
    for (const Source &source : sourcesUnder({QStringLiteral("core")}))
        QVERIFY2(!widgets.match(source.text).hasMatch(), qPrintable(source.path));
}

/// Library calls that were measured to lose data, leak secrets or freeze, with the trap's number.
void TestTree::measuredTrapsAreNotUsed()
{
    const std::map<QString, QString> traps{
        {QStringLiteral("QJson(Object|Document|Array|Value)"), QStringLiteral("J1")},
        {QStringLiteral("QSaveFile"), QStringLiteral("D1")},
        {QStringLiteral("ignoreSslErrors"), QStringLiteral("N12")},
        {QStringLiteral("setTransferTimeout"), QStringLiteral("N5")},
        {QStringLiteral("setInsecureFallback"), QStringLiteral("K2")},
        {QStringLiteral("processEvents\\("), QStringLiteral("nested event loop")},
        {QStringLiteral("QEventLoop"), QStringLiteral("nested event loop")},
    };
    QStringList uses;
    for (const Source &source :
         sourcesUnder({QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app")})) {
        for (const auto &[pattern, trap] : traps) {
            if (QRegularExpression(pattern).match(source.text).hasMatch())
                uses.append(QStringLiteral("%1 uses %2 (%3)").arg(source.path, pattern, trap));
        }
    }
    QVERIFY2(uses.isEmpty(), qPrintable(uses.join(u'\n')));
}

void TestTree::everyFileNamesItsLicence()
{
    const auto sources = sourcesUnder(
        {QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("app"), QStringLiteral("tests")});
    for (const Source &source : sources) {
        QVERIFY2(source.text.startsWith(QStringLiteral("// SPDX-License-Identifier: GPL-3.0-or-later\n")),
                 qPrintable(source.path));
    }
}

QTEST_GUILESS_MAIN(TestTree)
#include "tst_tree.moc"
