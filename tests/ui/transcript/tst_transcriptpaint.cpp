// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleturns.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/theme.h"

#include <QPaintEvent>
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

    /// A paint event between two frames, of whatever part, lays out what has arrived.
    void aPaintBetweenTwoFramesTakesNothingFromTheNext_data()
    {
        QTest::addColumn<QString>("arrives");
        QTest::newRow("a further paragraph") << u"\n\nA second one"_s;
        QTest::newRow("a word in the same line") << u" more"_s;
        QTest::newRow("a table") << u"\n\n| a | b |\n| - | - |\n| c"_s;
    }
    void aPaintBetweenTwoFramesTakesNothingFromTheNext()
    {
        QFETCH(QString, arrives);
        TranscriptModel model;
        TranscriptTurn turn = test::textTurn(u"1"_s, u"assistant"_s, u"The first words"_s);
        turn.state = TurnState::Streaming;
        model.appendTurns({turn});
        TranscriptView view;
        view.setModel(&model);
        view.resize(600, 400);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.flush();
        QCoreApplication::processEvents();
        const QRect before = view.rowRect(0);

        PaintLog log(view.viewport());
        model.appendText(0, 0, arrives);
        view.viewport()->repaint(QRect(0, 0, 4, 4));
        log.region = {};
        view.flush();
        QCoreApplication::processEvents();
        const QRect after = view.rowRect(0);
        // From the line that the caret stood in, above the footer, to the end of what is there now.
        const QRect changed(0, before.bottom() - 28, after.width(), after.bottom() - before.bottom() + 28);
        QVERIFY2(
            QRegion(changed.intersected(view.viewport()->rect())).subtracted(log.region).isEmpty(),
            qPrintable(u"painted from %1 to %2, changed from %3 to %4"_s.arg(log.region.boundingRect().top())
                           .arg(log.region.boundingRect().bottom())
                           .arg(changed.top())
                           .arg(changed.bottom())));
    }

private:
    ui::widgets::Theme *m_theme = nullptr;
};

QTEST_MAIN(TestTranscriptPaint)
#include "tst_transcriptpaint.moc"
