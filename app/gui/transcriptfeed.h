// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/turnview.h"
#include "core/run/runcontroller.h"
#include "ui/models/transcriptmodel.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace outcrop::app
{

/// Keeps the transcript's rows in step with the conversation and the answer that grows.
///
/// Rows are the document's turns, in order, and while a run adds a new turn one more: the live one. It stands
/// where the answer will stand, and in its branch only; what a rerun puts aside is not shown meanwhile. Text
/// that arrives goes straight to the model (O of the new text); figures of the running answer follow four
/// times a second.
class TranscriptFeed : public QObject
{
    Q_OBJECT

public:
    TranscriptFeed(run::RunController &controller, ui::models::TranscriptModel &model,
                   QObject *parent = nullptr);

    /// What is known to mend an error; asked when a row is made.
    using Remedies = std::function<ui::models::ErrorRemedy(const base::Error &error)>;
    void setRemedies(Remedies remedies) { m_remedies = std::move(remedies); }
    /// Asks again, for all rows.
    void refreshErrors();

    /// Shows another document from now on; it has to live as long as it is shown. Nothing shows none.
    void setDocument(conversation::ConversationDocument *document);

private:
    struct Live {
        QString turnId;
        QString parentId;
        QString insteadOf; ///< empty: nothing stands there yet
    };

    int liveRow() const;
    bool isLive(const QString &turnId) const;
    ui::models::TranscriptTurn viewOf(int row) const;
    ui::models::TranscriptTurn liveView() const;
    std::vector<QString> shownIds() const;
    void synchronise();

    void onTurnInserted(int row);
    void onTurnChanged(int row);
    void onTurnRemoved(int row);
    void refresh(int row);
    void refreshTurn(const QString &turnId);
    void refreshStrata();

    void showLiveBlocks();
    void onRunStarted(const QString &turnId, int row);
    void onFrame(const stream::Change &change);
    std::optional<double> estimatedPace();
    void onStateChanged(run::RunState state);
    void onBlockChanged(int block);
    void onTextAppended(int block, const QString &text);
    void onRunFinished(const QString &turnId);
    void updateFigures();
    QString note() const;

    Remedies m_remedies;
    run::RunController &m_controller;
    ui::models::TranscriptModel &m_model;
    QPointer<conversation::ConversationDocument> m_document;
    std::vector<std::vector<BlockCache>> m_strata; ///< by row of the document
    QTimer m_strataDue;                            ///< once for however many rows came and went
    std::optional<Live> m_live;
    QTimer m_figures;
    QString m_uncounted;                                  ///< arrived since the figures were made
    qint64 m_tokens = 0;                                  ///< estimated, of what arrived before that
    std::optional<std::chrono::milliseconds> m_firstText; ///< since the start of the run
    run::RetryWait m_wait;
    std::chrono::milliseconds m_retryAt{0}; ///< since the start of the run
};

} // namespace outcrop::app
