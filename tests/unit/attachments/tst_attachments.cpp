// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/attachments/attachedfile.h"
#include "core/attachments/attachmentfacts.h"
#include "core/attachments/attachmentproblem.h"
#include "core/attachments/blobreference.h"
#include "core/attachments/imagesize.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QImage>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace outcrop;
using namespace outcrop::attachments;
using namespace Qt::StringLiterals;
using json::Json;

namespace
{

QByteArray encoded(const char *format, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return buffer.data();
}

QByteArray png()
{
    return encoded("PNG", {12, 7});
}

Json bytesBlock(QLatin1StringView member, const QString &format, const QByteArray &base64)
{
    Json value = Json::object({{"format"_L1, Json(format)}});
    if (member == "document"_L1)
        value.set("name"_L1, Json(u"Rules"_s));
    value.set("source"_L1, Json::object({{"bytes"_L1, Json::string(base64)}}));
    Json block = Json::object();
    block.set(member, value);
    return block;
}

QString problemText(const Json &block)
{
    const auto facts = factsOf(block);
    const auto problem = facts ? problemOf(block, *facts) : std::nullopt;
    return problem ? problem->message : QString();
}

} // namespace

class TestAttachments : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAFormatByItsBytes_data();
    void tellsAFormatByItsBytes();
    void readsPixelsFromTheHeaderAlone_data();
    void readsPixelsFromTheHeaderAlone();
    void survivesEveryTruncationOfAnImage();
    void makesABlockOfAFile();
    void saysWhenTheNameOfAFileLies();
    void takesRegularFilesOnly();
    void refusesWhatNoRequestTakes_data();
    void refusesWhatNoRequestTakes();
    void attachesObjectsOfS3();
    void knowsWhatABlockHolds();
    void saysWhatIsWrongWithABlock_data();
    void saysWhatIsWrongWithABlock();
    void guardedImagesArePngOrJpegWithTheirBytes();
    void mendsANameAndAFormatInOneStep();
    void keepsReferencesToBlobs();
};

void TestAttachments::tellsAFormatByItsBytes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("medium");
    QTest::addColumn<QString>("format");
    const auto row = [](const char *tag, const char *name, QByteArray bytes, const char *medium,
                        const char *format) {
        QTest::newRow(tag) << QString::fromLatin1(name) << bytes << QString::fromLatin1(medium)
                           << QString::fromLatin1(format);
    };
    row("png", "a.png", png(), "image", "png");
    row("jpeg", "a.jpg", encoded("JPG", {5, 5}), "image", "jpeg");
    row("gif", "a.gif", "GIF89a\x01\x02", "image", "gif");
    row("webp", "a", QByteArray("RIFF\0\0\0\0WEBPVP8 ", 16), "image", "webp");
    row("png called pdf", "a.pdf", png(), "image", "png");
    row("pdf", "a.bin", "%PDF-1.7\n%\xe2\xe3", "document", "pdf");
    row("docx", "a.docx", "PK\x03\x04....word/document.xml", "document", "docx");
    row("xlsx", "a.zip", "PK\x03\x04....xl/workbook.xml", "document", "xlsx");
    row("mp4", "a.mp4",
        QByteArray("\0\0\0\x18"
                   "ftypisom",
                   12),
        "video", "mp4");
    row("mov", "a.mov",
        QByteArray("\0\0\0\x18"
                   "ftypqt  ",
                   12),
        "video", "mov");
    row("m4a called so", "a.m4a",
        QByteArray("\0\0\0\x18"
                   "ftypisom",
                   12),
        "audio", "m4a");
    row("webm", "a", "\x1a\x45\xdf\xa3....webm", "video", "webm");
    row("mka by name", "a.mka", "\x1a\x45\xdf\xa3....matroska", "audio", "mka");
    row("mp3", "a", "ID3\x04", "audio", "mp3");
    row("wav", "a", QByteArray("RIFF\0\0\0\0WAVEfmt ", 16), "audio", "wav");
    row("opus", "a", "OggS........OpusHead", "audio", "opus");
    row("flac", "a", "fLaC", "audio", "flac");
    row("csv by name", "a.csv", "a,b\n1,2\n", "document", "csv");
    row("markdown", "README.markdown", "# Title\n", "document", "md");
    row("source code", "main.py", "print('hi')\n", "document", "txt");
    row("text called png", "a.png", "just words", "document", "txt");
    row("pcm by name", "a.pcm", QByteArray("\0\1\0\2", 4), "audio", "pcm");
}

void TestAttachments::tellsAFormatByItsBytes()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    const auto format = formatOfFile(name, bytes);
    QVERIFY(format);
    QTEST(QString(memberOf(format->medium)), "medium");
    QTEST(format->format, "format");
}

void TestAttachments::readsPixelsFromTheHeaderAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QSize>("size");
    QTest::newRow("png") << encoded("PNG", {1280, 960}).left(24) << QSize(1280, 960);
    QTest::newRow("jpeg") << encoded("JPG", {321, 45}).left(400) << QSize(321, 45);
    QTest::newRow("gif") << QByteArray("GIF89a\x40\x01\x10\x00", 10) << QSize(320, 16);
    QTest::newRow("webp, extended") << QByteArray(
                                           "RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\x03\0\x57\x02\0", 30)
                                    << QSize(800, 600);
    QTest::newRow("webp, lossless")
        << QByteArray("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x0f\xc0\x01\0\0\0\0\0\0", 31).left(30)
        << QSize(16, 8);
    QTest::newRow("webp, lossy") << QByteArray("RIFF\0\0\0\0WEBPVP8 \0\0\0\0...\x9d\x01\x2a\x40\x01\xf0\0",
                                               30)
                                 << QSize(320, 240);
    QTest::newRow("no pixels") << QByteArray("GIF89a\0\0\0\0", 10) << QSize();
    QTest::newRow("no image") << QByteArray("%PDF-1.7 and more") << QSize();
}

void TestAttachments::readsPixelsFromTheHeaderAlone()
{
    QFETCH(QByteArray, bytes);
    QTEST(imageSize(bytes), "size");
}

void TestAttachments::survivesEveryTruncationOfAnImage()
{
    for (const QByteArray &whole : {png(), encoded("JPG", {20, 30})}) {
        for (qsizetype size = 0; size <= whole.size(); ++size) {
            const QByteArray part(whole.constData(), size); // of its own, so that a read beyond shows
            const QSize seen = imageSize(part);
            QVERIFY(!seen.isValid() || seen == imageSize(whole));
        }
    }
}

void TestAttachments::makesABlockOfAFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"Station rules (2026).pdf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("%PDF-1.7\n");
    file.close();
    const auto attached = attachFile(file.fileName());
    QVERIFY(attached.ok());
    QCOMPARE(attached->fileName, u"Station rules (2026).pdf"_s);
    QVERIFY(attached->remark.isEmpty());
    QCOMPARE(QString::fromUtf8(json::write(attached->block)),
             u"{\"document\":{\"format\":\"pdf\",\"name\":\"Station rules (2026)\","
             "\"source\":{\"bytes\":\"JVBERi0xLjcK\"}}}"_s);
}

void TestAttachments::saysWhenTheNameOfAFileLies()
{
    const auto attached = attachBytes(u"report.pdf"_s, png());
    QVERIFY(attached.ok());
    QVERIFY(attached->block.contains("image"_L1));
    QVERIFY2(attached->remark.contains(u"png"_s), qPrintable(attached->remark));
}

/// reliability.md, T12: nothing that could wait for ever or that is no file.
void TestAttachments::takesRegularFilesOnly()
{
    QTemporaryDir folder;
    const QString pipe = folder.filePath(u"pipe.png"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    for (const QString &path : {pipe, folder.path(), u"/dev/zero"_s, folder.filePath(u"absent.png"_s)}) {
        const auto attached = attachFile(path);
        QVERIFY2(!attached.ok(), qPrintable(path));
        QCOMPARE(attached.error().kind, base::ErrorKind::Storage);
    }
}

void TestAttachments::refusesWhatNoRequestTakes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << u"a.png"_s << QByteArray();
    QTest::newRow("program") << u"a.out"_s
                             << QByteArray("\x7f"
                                           "ELF\2\1\1\0\0",
                                           9);
    QTest::newRow("binary called png") << u"a.png"_s << QByteArray("\0\1\2\3", 4);
    QTest::newRow("zip of something") << u"a.docx"_s << QByteArray("PK\x03\x04...readme.txt\0", 18);
    QTest::newRow("HEIF") << u"a.heic"_s
                          << QByteArray("\0\0\0\x18"
                                        "ftypheic",
                                        12);
}

void TestAttachments::refusesWhatNoRequestTakes()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    const auto attached = attachBytes(name, bytes);
    QVERIFY(!attached.ok());
    QCOMPARE(attached.error().kind, base::ErrorKind::BadInput);
    QVERIFY(attached.error().message.contains(name) && !attached.error().advice.isEmpty());
}

void TestAttachments::attachesObjectsOfS3()
{
    const auto video = attachS3Object(u"s3://my-bucket/clips/intro.mov"_s, u"123456789012"_s);
    QVERIFY(video.ok());
    QCOMPARE(QString::fromUtf8(json::write(video->block)),
             u"{\"video\":{\"format\":\"mov\",\"source\":{\"s3Location\":{\"uri\":"
             "\"s3://my-bucket/clips/intro.mov\",\"bucketOwner\":\"123456789012\"}}}}"_s);
    QVERIFY(attachS3Object(u"s3://my-bucket/a.pdf"_s, {})
                ->block.at(0)
                .value("source"_L1)
                .value("s3Location"_L1)
                .size() == 1);
    QVERIFY(!attachS3Object(u"https://example.org/a.png"_s, {}).ok());
    QVERIFY(!attachS3Object(u"s3://my-bucket/a.png"_s, u"12"_s).ok());
    QVERIFY(!attachS3Object(u"s3://my-bucket/a"_s, {}).ok());
    QVERIFY(!attachS3Object(u"s3://my-bucket/"_s + QString(1024, u'a') + u".png"_s, {}).ok());
}

void TestAttachments::knowsWhatABlockHolds()
{
    const QByteArray bytes = png();
    const auto facts = factsOf(bytesBlock("image"_L1, u"png"_s, bytes.toBase64()));
    QVERIFY(facts);
    QCOMPARE(facts->source, AttachmentFacts::Source::Bytes);
    QCOMPARE(facts->rawBytes, bytes.size());
    QCOMPARE(facts->encodedBytes, bytes.toBase64().size());
    QCOMPARE(facts->pixels, QSize(12, 7));
    QCOMPARE(facts->sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    const Json text = Json::object(
        {{"document"_L1, Json::object({{"name"_L1, Json(u"A"_s)},
                                       {"source"_L1, Json::object({{"text"_L1, Json(u"words"_s)}})}})}});
    QCOMPARE(factsOf(text)->source, AttachmentFacts::Source::Text);
    QCOMPARE(factsOf(text)->rawBytes, 5);
    QVERIFY(!factsOf(Json::object({{"text"_L1, Json(u"words"_s)}})));
}

/// reliability.md, fault 56.
void TestAttachments::saysWhatIsWrongWithABlock_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *tag, const Json &block, const QString &says) {
        QTest::newRow(tag) << json::write(block) << says;
    };
    const QByteArray good = png().toBase64();
    row("nothing", bytesBlock("image"_L1, u"png"_s, good), {});
    row("base64 that is none", bytesBlock("image"_L1, u"png"_s, "!!!!"), u"valid base64"_s);
    row("base64 cut short", bytesBlock("image"_L1, u"png"_s, good.left(good.size() - 3)), u"valid base64"_s);
    row("no bytes", bytesBlock("image"_L1, u"png"_s, {}), u"no bytes"_s);
    row("a PNG called PDF", bytesBlock("document"_L1, u"pdf"_s, good), u"its bytes are png"_s);
    row("a PNG called JPEG", bytesBlock("image"_L1, u"jpeg"_s, good), u"its bytes are png"_s);
    row("words called PNG", bytesBlock("image"_L1, u"png"_s, QByteArray("words").toBase64()), u"no PNG"_s);
    row("a format that is none", bytesBlock("document"_L1, u"odt"_s, QByteArray("words").toBase64()),
        u"one of pdf"_s);
    row("too large", bytesBlock("document"_L1, u"txt"_s, QByteArray(4'500'001, 'a').toBase64()),
        u"4,500 kB"_s);
    row("just as large as may be", bytesBlock("document"_L1, u"txt"_s, QByteArray(4'500'000, 'a').toBase64()),
        {});
    row("too many pixels", bytesBlock("image"_L1, u"png"_s, encoded("PNG", {8001, 1}).toBase64()), u"8001"_s);
    row("a film too large", bytesBlock("video"_L1, u"mp4"_s, QByteArray(18'750'001, 'a').toBase64()),
        u"25,000 kB"_s);
    const BlobReference reference{QByteArray(64, 'a'), 5, {}};
    row("bytes that are missing",
        Json::object(
            {{"image"_L1, Json::object({{"format"_L1, Json(u"png"_s)},
                                        {"source"_L1, Json::object({{blobMember, toJson(reference)}})}})}}),
        u"blobs"_s);
    row("no place in S3",
        Json::object({{"video"_L1,
                       Json::object({{"format"_L1, Json(u"mp4"_s)},
                                     {"source"_L1,
                                      Json::object({{"s3Location"_L1,
                                                     Json::object({{"uri"_L1, Json(u"http://a"_s)}})}})}})}}),
        u"s3://"_s);
}

void TestAttachments::saysWhatIsWrongWithABlock()
{
    QFETCH(QByteArray, block);
    QFETCH(QString, says);
    const QString problem = problemText(json::parse(block).value());
    QVERIFY2(says.isEmpty() ? problem.isEmpty() : problem.contains(says), qPrintable(problem));
}

void TestAttachments::guardedImagesArePngOrJpegWithTheirBytes()
{
    const auto says = [](const Json &block) {
        const auto problem = guardedProblemOf(block, *factsOf(block));
        return problem ? problem->message : QString();
    };
    QCOMPARE(says(bytesBlock("image"_L1, u"png"_s, png().toBase64())), QString());
    QCOMPARE(says(bytesBlock("image"_L1, u"jpeg"_s, encoded("JPEG", {12, 7}).toBase64())), QString());
    const Json gif = bytesBlock("image"_L1, u"gif"_s, QByteArray("GIF89a\1\0\1\0", 10).toBase64());
    QCOMPARE(problemText(gif), QString());
    QVERIFY(says(gif).contains(u"a PNG or a JPEG; this one is gif"_s));
    QVERIFY(says(bytesBlock("image"_L1, u"jpeg"_s, png().toBase64())).contains(u"its bytes are png"_s));
    QVERIFY(says(attachS3Object(u"s3://my-bucket/k.png"_s, {})->block).contains(u"S3 object is not taken"_s));
}

void TestAttachments::mendsANameAndAFormatInOneStep()
{
    Json document = bytesBlock("document"_L1, u"pdf"_s, QByteArray("%PDF-1.7").toBase64());
    Json value = document.at(0);
    value.set("name"_L1, Json(u"Station rules (2026).pdf"_s));
    document.setAt(0, value);
    auto problem = problemOf(document, *factsOf(document));
    QVERIFY(problem && problem->mended);
    QCOMPARE(problem->message, u"document name may not contain “.”"_s);
    QCOMPARE(problem->fix, u"Rename to “Station rules (2026)”"_s);
    QCOMPARE(problemText(*problem->mended), QString());

    const Json liar = bytesBlock("document"_L1, u"pdf"_s, png().toBase64());
    problem = problemOf(liar, *factsOf(liar));
    QVERIFY(problem && problem->mended);
    QCOMPARE(problem->mended->keyAt(0), u"image"_s);
    QCOMPARE(problemText(*problem->mended), QString());
}

void TestAttachments::keepsReferencesToBlobs()
{
    const BlobReference reference{QByteArray(64, '0'), 214'000, u"cover.png"_s};
    QCOMPARE(blobReferenceFromJson(toJson(reference)), std::optional(reference));
    for (const char *hash : {"", "00", "../../etc/passwd", "ABCDEF"}) {
        BlobReference other = reference;
        other.sha256 = hash;
        QVERIFY2(!blobReferenceFromJson(toJson(other)), hash);
    }
}

QTEST_GUILESS_MAIN(TestAttachments)
#include "tst_attachments.moc"
