// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/json.h"
#include "randomjson.h"
#include "tests/support/cputimer.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <malloc.h>

#include <vector>

using namespace Qt::StringLiterals;
using namespace outcrop::json;
using Code = ParseError::Code;

namespace
{

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ParseError errorOf(const QByteArray &text)
{
    const auto result = parse(text);
    return result ? ParseError{} : result.error();
}

// Whether a value read from the beginning of a text can still grow into the value of the whole text.
bool isBeginningOf(const Json &part, const Json &whole, bool last = true)
{
    if (!last)
        return part == whole;
    if (part.kind() != whole.kind())
        return false;
    switch (part.kind()) {
    case Kind::String:
        return whole.toUtf8().startsWith(part.toUtf8());
    case Kind::Number:
        return whole.numberText().startsWith(part.numberText());
    case Kind::Array:
    case Kind::Object:
        break;
    default:
        return part == whole;
    }
    if (part.size() > whole.size())
        return false;
    for (qsizetype i = 0; i < part.size(); ++i) {
        if (part.isObject() && part.keyUtf8At(i) != whole.keyUtf8At(i))
            return false;
        if (!isBeginningOf(part.at(i), whole.at(i), i == part.size() - 1))
            return false;
    }
    return true;
}

// Calls @p visit for a value and everything inside it.
template <typename F>
void visitAll(const Json &root, F visit)
{
    std::vector<Json> open{root};
    while (!open.empty()) {
        const Json value = open.back();
        open.pop_back();
        visit(value);
        for (qsizetype i = 0; i < value.size(); ++i)
            open.push_back(value.at(i));
    }
}

QByteArray repeated(const QByteArray &begin, const QByteArray &piece, const QByteArray &end, qsizetype size)
{
    QByteArray text = begin;
    text.reserve(size + 64);
    while (text.size() < size)
        text += piece;
    text.chop(1); // the last comma
    return text + end;
}

constexpr bool sanitized =
#if defined(__SANITIZE_ADDRESS__)
    true;
#else
    false;
#endif

constexpr int slowness = sanitized ? 5 : 1; // fewer random rounds where each is slow

// Highest and present resident memory of this process in bytes; 0 where that is not known.
struct Resident {
    qint64 peak = 0;
    qint64 now = 0;
};

Resident resident()
{
    Resident memory;
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return memory;
    for (const QByteArray &line : status.readAll().split('\n')) {
        const auto kibibytes = [&line] { return line.simplified().split(' ').at(1).toLongLong() * 1024; };
        if (line.startsWith("VmHWM:"))
            memory.peak = kibibytes();
        else if (line.startsWith("VmRSS:"))
            memory.now = kibibytes();
    }
    return memory;
}

bool resetPeak()
{
    ::malloc_trim(0); // what earlier rows freed must not hide what this one needs
    QFile file(u"/proc/self/clear_refs"_s);
    return file.open(QIODevice::WriteOnly) && file.write("5") == 1;
}

} // namespace

class TestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesTheVerdictOfRfc8259_data();
    void givesTheVerdictOfRfc8259();
    void neverAcceptsATruncatedContainer();
    void refusesAnyDepthWithoutRecursion_data();
    void refusesAnyDepthWithoutRecursion();
    void appliesDepthAndSizeLimitsExactly();
    void saysWhereAndWhy_data();
    void saysWhereAndWhy();
    void explainsEveryRefusalInWords();
    void roundTripsRandomTexts();
    void keepsMeaningThroughRandomEdits();
    void readsEveryBeginningOfATextSensibly();
    void readsUnfinishedTexts_data();
    void readsUnfinishedTexts();
    void staysLinearAndSmall_data();
    void staysLinearAndSmall();
    void findsMembersOfLargeObjects();
};

void TestParser::givesTheVerdictOfRfc8259_data()
{
    QTest::addColumn<QString>("path");
    const QDir dir(QStringLiteral(OUTCROP_TEST_DATA "/json"));
    const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    QVERIFY(names.size() > 240);
    for (const QString &name : names)
        QTest::newRow(qPrintable(name)) << dir.filePath(name);
}

void TestParser::givesTheVerdictOfRfc8259()
{
    QFETCH(QString, path);
    const QString name = path.section(u'/', -1);
    const QByteArray text = readFile(path);
    const bool accept = name.startsWith(u"y_") || name.startsWith(u"i_accept_");
    const auto result = parse(text);
    QCOMPARE(result.ok(), accept);
    QCOMPARE(parse(QByteArrayView(text)).ok(), accept);
    const TolerantResult tolerant = parseTolerant(text);
    QCOMPARE(tolerant.complete, accept);
    if (!accept) {
        QVERIFY(result.error().offset >= 0 && result.error().offset <= text.size());
        QVERIFY(result.error().line >= 1 && result.error().column >= 1);
        // Whatever the tolerant parser made of it is a value that can be written.
        QVERIFY(parse(write(tolerant.value)));
        return;
    }
    QVERIFY(tolerant.value == *result);
    QCOMPARE(write(*result, Layout::AsWritten), text.trimmed());
    for (const Layout layout : {Layout::Compact, Layout::Pretty}) {
        const auto again = parse(write(*result, layout));
        QVERIFY(again);
        QVERIFY(*again == *result);
        QVERIFY(again->equivalent(*result));
    }
}

void TestParser::neverAcceptsATruncatedContainer()
{
    const QDir dir(QStringLiteral(OUTCROP_TEST_DATA "/json"));
    for (const QString &name : dir.entryList({u"y_*.json"_s}, QDir::Files)) {
        const QByteArray text = readFile(dir.filePath(name)).trimmed();
        if (text.size() > 3000 || (!text.startsWith('[') && !text.startsWith('{')))
            continue;
        for (qsizetype cut = 0; cut < text.size(); ++cut) {
            const ParseError error = errorOf(text.first(cut));
            QVERIFY2(!error.message.isEmpty(), qPrintable(name));
            QCOMPARE(error.code, Code::UnexpectedEnd);
            QCOMPARE(error.offset, cut);
        }
    }
}

void TestParser::refusesAnyDepthWithoutRecursion_data()
{
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<int>("count");
    for (const int count : {1025, 100'000, 1'000'000}) {
        QTest::addRow("%d arrays", count) << QByteArray("[") << count;
        QTest::addRow("%d objects", count) << QByteArray(R"({"a":)") << count;
    }
}

void TestParser::refusesAnyDepthWithoutRecursion()
{
    QFETCH(QByteArray, piece);
    QFETCH(int, count);
    const ParseError error = errorOf(piece.repeated(count));
    QCOMPARE(error.code, Code::TooDeep);
    QCOMPARE(error.offset, 512 * piece.size());
    QVERIFY(!parseTolerant(piece.repeated(count)).complete);
}

void TestParser::appliesDepthAndSizeLimitsExactly()
{
    const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY(parse(nested(511)));
    QVERIFY(parse(nested(512)));
    QVERIFY(!parse(nested(513)));
    QVERIFY(parse(nested(3), {.maxDepth = 3}));
    QVERIFY(!parse(nested(4), {.maxDepth = 3}));
    QVERIFY(parse("12", {.maxDepth = 0}));
    QVERIFY(parse("[1234567]", {.maxBytes = 9}));
    QCOMPARE(parse("[1234567]", {.maxBytes = 8}).error().code, Code::TooLarge);
    QCOMPARE(parse(QByteArrayView("[1234567]"), {.maxBytes = 8}).error().code, Code::TooLarge);
    QCOMPARE(errorOf(QByteArray(outcrop::base::limits::jsonBytes + 1, ' ')).code, Code::TooLarge);
}

void TestParser::saysWhereAndWhy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("offset");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("pointer");
    const auto row = [](const char *text, Code code, int offset, int line, int column, const char *pointer) {
        QTest::newRow(text) << QByteArray(text) << int(code) << offset << line << column
                            << QString::fromUtf8(pointer);
    };
    row("", Code::UnexpectedEnd, 0, 1, 1, "");
    row("[1,\n 2,\n x]", Code::BadLiteral, 9, 3, 2, "/2");
    row("[1,\r\n x]", Code::BadLiteral, 6, 2, 2, "/1");
    row("[1,\r x]", Code::BadLiteral, 5, 2, 2, "/1");
    row("{\"a\":{\"b/c\":[1,{\"~\":tru]}}", Code::BadLiteral, 20, 1, 21, "/a/b~1c/1/~0");
    row("{\"\xc3\xa9\":\"\xf0\x9f\x98\x80\", x}", Code::UnexpectedCharacter, 14, 1, 11, "");
    row("{\"a\":1 \"b\":2}", Code::UnexpectedCharacter, 7, 1, 8, "");
    row("{\"a\" 1}", Code::UnexpectedCharacter, 5, 1, 6, "");
    row("[1 2]", Code::UnexpectedCharacter, 3, 1, 4, "/1");
    row("{\"k\":01}", Code::BadNumber, 6, 1, 7, "/k");
    row("[1.x]", Code::BadNumber, 3, 1, 4, "/0");
    row("{\"k\":\"ab\\xcd\"}", Code::BadEscape, 8, 1, 9, "/k");
    row("[\"\\ud83d\"]", Code::LoneSurrogate, 2, 1, 3, "/0");
    row("[\"a\tb\"]", Code::ControlCharacter, 3, 1, 4, "/0");
    row("[\"\xff\"]", Code::InvalidUtf8, 2, 1, 3, "/0");
    row("[NaN]", Code::BadLiteral, 1, 1, 2, "/0");
    row("{} {}", Code::TrailingText, 3, 1, 4, "");
    row("\xef\xbb\xbf{}", Code::ByteOrderMark, 0, 1, 1, "");
    row("{\"a\":[1,", Code::UnexpectedEnd, 8, 1, 9, "/a/1");
    row("{\"a\":\"b", Code::UnexpectedEnd, 7, 1, 8, "/a");
}

void TestParser::saysWhereAndWhy()
{
    QFETCH(QByteArray, text);
    QFETCH(int, code);
    QFETCH(int, offset);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, pointer);
    const ParseError error = errorOf(text);
    QCOMPARE(int(error.code), code);
    QCOMPARE(error.offset, offset);
    QCOMPARE(error.line, line);
    QCOMPARE(error.column, column);
    QCOMPARE(error.pointer, pointer);
}

void TestParser::explainsEveryRefusalInWords()
{
    QCOMPARE(errorOf("[1,]").message, u"expected a value, found ']'"_s);
    QCOMPARE(errorOf("{1}").message, u"expected a member name in double quotes, found '1'"_s);
    QCOMPARE(errorOf("[1}").message, u"expected ',' or ']' after the item, found '}'"_s);
    QCOMPARE(errorOf("{\"a\":1").message, u"the text ends where ',' or '}' after the member is expected"_s);
    QCOMPARE(errorOf("[\x01]").message, u"expected a value, found the control character 0x01"_s);
    const auto error = errorOf("{\"a\":\n  tru }").toError(u"The tool schema"_s);
    QCOMPARE(error.kind, outcrop::base::ErrorKind::BadInput);
    QCOMPARE(error.message, u"The tool schema is not valid JSON: only true, false and null may stand without "
                            u"quotes (line 2, column 3)."_s);
    QCOMPARE(error.detail, u"At byte 8, JSON Pointer /a"_s);
}

void TestParser::roundTripsRandomTexts()
{
    std::mt19937 random(1);
    for (int round = 0; round < 4000 / slowness; ++round) {
        const QByteArray text = randomJson(random, 5);
        const auto result = parse("\n " + text + " ");
        QVERIFY2(result, text.constData());
        QCOMPARE(write(*result, Layout::AsWritten), text);
        const QByteArray compact = write(*result, Layout::Compact);
        const Json again = *parse(compact);
        QVERIFY(again == *result);
        QCOMPARE(write(again, Layout::AsWritten), compact);
        QVERIFY(*parse(write(*result, Layout::Pretty)) == *result);
        visitAll(*result, [&](const Json &value) {
            const Range range = *value.byteRange();
            const QByteArray own = ("\n " + text).mid(range.offset, range.length);
            QCOMPARE(write(value, Layout::AsWritten), own);
            QVERIFY(*parse(own) == value);
        });
    }
}

void TestParser::keepsMeaningThroughRandomEdits()
{
    std::mt19937 random(2);
    for (int round = 0; round < 3000 / slowness; ++round) {
        Json value = *parse(randomJson(random, 4));
        for (int edit = 0; edit < 6; ++edit) {
            const Json other = *parse(randomJson(random, 2));
            const auto index = qsizetype(random() % size_t(value.size() + 1));
            const bool object = value.isObject();
            const qsizetype before = value.size();
            const Json copy = value;
            const QByteArray written = write(copy, Layout::AsWritten);
            switch (random() % 5) {
            case 0:
                object ? value.insertMember(index, "new \"name\"", other) : value.insert(index, other);
                QCOMPARE(value.size(), before + (copy.isObject() || copy.isArray() ? 1 : 1 - before));
                QVERIFY(value.at(value.size() == 1 ? 0 : index) == other);
                break;
            case 1:
                value.removeAt(index);
                QCOMPARE(value.size(), index < before ? before - 1 : before);
                break;
            case 2:
                value.setAt(index, other);
                QVERIFY(index >= before || value.at(index) == other);
                break;
            case 3:
                value.move(index, 0);
                QVERIFY(index >= before || value.at(0) == copy.at(index));
                break;
            default:
                value.rename(index, u"b\u00e9"_s);
                QVERIFY(index >= before || !object || value.keyAt(index) == u"b\u00e9"_s);
            }
            QCOMPARE(write(copy, Layout::AsWritten), written);
            for (const Layout layout : {Layout::AsWritten, Layout::Compact, Layout::Pretty}) {
                const auto again = parse(write(value, layout));
                QVERIFY(again);
                QVERIFY(*again == value);
            }
        }
    }
}

void TestParser::readsEveryBeginningOfATextSensibly()
{
    std::mt19937 random(3);
    for (int round = 0; round < 600 / slowness; ++round) {
        const QByteArray text = randomJson(random, 4);
        const Json whole = *parse(text);
        for (qsizetype cut = 0; cut < text.size(); ++cut) {
            const TolerantResult result = parseTolerant(QByteArrayView(text).first(cut));
            // Only a number can be whole before the text is.
            QVERIFY(!result.complete || whole.isNumber());
            const bool nothingYet = cut == 0 || (whole.isNumber() && text.first(cut) == "-");
            QVERIFY2(nothingYet ? result.value.isNull() : isBeginningOf(result.value, whole),
                     qPrintable(QString::fromUtf8(text.first(cut) + " -> " + write(result.value))));
            if (nothingYet)
                continue;
            visitAll(result.value, [&](const Json &value) {
                const auto range = value.byteRange();
                QVERIFY(range && range->offset <= cut);
            });
        }
    }
}

void TestParser::readsUnfinishedTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char *text, const char *value) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(value);
    };
    row("", "null");
    row(" \n", "null");
    row("{", "{}");
    row("{\"pa", "{}");
    row("{\"path\"", "{}");
    row("{\"path\":", "{}");
    row("{\"path\": \"a.t", "{\"path\":\"a.t\"}");
    row("{\"path\": \"a.txt\", \"conte", "{\"path\":\"a.txt\"}");
    row("{\"a\":\"x\\", "{\"a\":\"x\"}");
    row("{\"a\":\"x\\u00", "{\"a\":\"x\"}");
    row("{\"a\":\"x\\ud83d", "{\"a\":\"x\"}");
    row("{\"a\":\"x\\ud83d\\ude", "{\"a\":\"x\"}");
    row("{\"a\":\"x\xf0\x9f", "{\"a\":\"x\"}");
    row("[1, 2, 12", "[1,2,12]");
    row("[1, -", "[1]");
    row("[1.", "[1]");
    row("[1.5e", "[1.5]");
    row("[1.5e+", "[1.5]");
    row("[t", "[true]");
    row("{\"a\":fal", "{\"a\":false}");
    row("nu", "null");
    row("[[[\"deep", "[[[\"deep\"]]]");
    row("{\"a\":[{\"b\":1},", "{\"a\":[{\"b\":1}]}");
    row("{\"a\":1}{\"b\":2}", "{\"a\":1}");
    row("{\"a\":1,x", "{\"a\":1}");
    row("[1,\"bad \\q", "[1,\"bad \"]");
    row("[nope", "[]");
    row("html", "null");
}

void TestParser::readsUnfinishedTexts()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, value);
    const TolerantResult result = parseTolerant(text);
    QVERIFY(!result.complete);
    QCOMPARE(write(result.value), value);
}

void TestParser::staysLinearAndSmall_data()
{
    QTest::addColumn<QByteArray>("text");
    constexpr qsizetype size = (sanitized ? 2 : 16) * 1024 * 1024;
    QTest::newRow("ones") << repeated("[", "1,", "]", size);
    QTest::newRow("empty arrays") << repeated("[", "[],", "]", size);
    QTest::newRow("arrays of one") << repeated("[", "[1],", "]", size);
    QTest::newRow("arrays in arrays") << repeated("[", "[[]],", "]", size);
    QTest::newRow("members") << repeated("{", "\"\":1,", "}", size);
    QTest::newRow("objects of one") << repeated("[", "{\"\":1},", "]", size);
    QTest::newRow("empty strings") << repeated("[", "\"\",", "]", size);
    QTest::newRow("one string") << repeated("[", "\"" + QByteArray(size, 'x') + "\",", "]", 10);
    QTest::newRow("one number") << repeated("[", QByteArray(size, '7') + ",", "]", 10);
    QTest::newRow("escapes") << repeated("[", "\"" + QByteArray("\\u00e9").repeated(size / 6) + "\",", "]",
                                         10);
    QTest::newRow("spaces") << repeated("[", QByteArray(1000, ' ') + "1,", "]", size);
}

void TestParser::staysLinearAndSmall()
{
    QFETCH(QByteArray, text);
    const bool measured = !sanitized && resetPeak();
    const Resident before = resident();
    outcrop::testsupport::CpuTimer timer;
    Json value;
    {
        auto result = parse(text);
        QVERIFY(result);
        value = *std::move(result);
    }
    const qint64 parsed = timer.elapsed();
    const Resident after = resident();
    QVERIFY2(parsed <= 2000, qPrintable(u"%1 ms"_s.arg(parsed)));
    qInfo("parsed in %lld ms", parsed);
    if (measured) {
        const double peak = double(after.peak - before.now) / double(text.size());
        qInfo("peak %.2f times the text", peak);
        QVERIFY2(peak <= 6.0, qPrintable(u"%1 times the text"_s.arg(peak)));
    }
    QVERIFY(write(value, Layout::AsWritten) == text);
    QVERIFY(parse(write(value, Layout::Compact)));
    QVERIFY(timer.elapsed() <= 4000);
}

void TestParser::findsMembersOfLargeObjects()
{
    Json built = Json::object();
    outcrop::testsupport::CpuTimer timer;
    for (int i = 0; i < 200'000; ++i)
        built.appendMember(QString::number(i), i);
    const QByteArray text = write(built);
    const Json value = *parse(text);
    QCOMPARE(value.size(), 200'000);
    QVERIFY(value == built);
    QVERIFY(value.equivalent(built));
    QVERIFY(!value.hasDuplicateMembers());
    QCOMPARE(value.value("199999").toInt(), 199'999);
    QCOMPARE(value.value("0").toInt(), 0);
    QVERIFY2(timer.elapsed() <= 2000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
