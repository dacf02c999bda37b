// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleturns.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/theme.h"

#include <QImage>
#include <QPaintEvent>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace outcrop;
using namespace outcrop::ui::models;
using ui::transcript::TranscriptView;

namespace
{

/// The regions of a widget that are painted.
class PaintLog : public QObject
{
public:
    explicit PaintLog(QWidget *widget) { widget->installEventFilter(this); }
    QRegion region;

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

} // namespace

class TestTranscriptPaint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = new ui::widgets::Theme(ui::widgets::ThemeChoice::Light, this); }

    /// However the answer is cut, and whether or not another paint event comes between two frames and lays
    /// out what has arrived: the lines the caret has left are painted again.
    void theScreenShowsWhatAPaintOfAllWouldShow_data()
    {
        QTest::addColumn<int>("piece");
        QTest::addColumn<bool>("paintedBetween");
        for (const int piece : {1, 3, 7, 20}) {
            QTest::addRow("%d", piece) << piece << false;
            QTest::addRow("%d, painted between", piece) << piece << true;
        }
    }
    void theScreenShowsWhatAPaintOfAllWouldShow()
    {
        QFETCH(int, piece);
        QFETCH(bool, paintedBetween);
        const QString answer =
            u"# Title\nFirst *words*\n\n1. one\n2. two\n\n```json\n{\n  \"a\": 1\n}\n```\n\n"
            u"### Part\n\n| a | b |\n| - | - |\n| c | `d` |\n\n- last"_s;
        TranscriptModel model;
        TranscriptTurn turn = test::textTurn(u"1"_s, u"assistant"_s, {});
        turn.state = TurnState::Streaming;
        model.appendTurns({turn});
        TranscriptView view;
        view.setModel(&model);
        view.resize(600, 700);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QImage screen = view.viewport()->grab().toImage();
        PaintLog log(view.viewport());
        for (qsizetype at = 0; at < answer.size(); at += piece) {
            model.appendText(0, 0, answer.mid(at, piece));
            if (paintedBetween)
                view.viewport()->repaint(QRect(0, 0, 4, 4));
            log.region = {};
            view.flush();
            QCoreApplication::processEvents();
            // What was painted is new on the screen, and the rest of it is what it was.
            const QRegion painted = log.region;
            const QImage wanted = view.viewport()->grab().toImage();
            QPainter painter(&screen);
            painter.setClipRegion(painted);
            painter.drawImage(0, 0, wanted);
            painter.end();
            QVERIFY2(screen == wanted,
                     qPrintable(u"after \"%1\", painted from %2 to %3"_s.arg(answer.left(at + piece))
                                    .arg(painted.boundingRect().top())
                                    .arg(painted.boundingRect().bottom())));
        }
    }

private:
    ui::widgets::Theme *m_theme = nullptr;
};

QTEST_MAIN(TestTranscriptPaint)
#include "tst_transcriptpaint.moc"
