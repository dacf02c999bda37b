// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/transcriptmodel.h"
#include "ui/models/turncontrol.h"
#include "ui/transcript/rowlayouts.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QPointer>
#include <QUrl>

#include <optional>

class QMenu;
class QPushButton;

namespace outcrop::ui::transcript
{

class LinkBar;
class TranscriptFind;

/// The conversation as it reads: one row a message, laid out when it is looked at, streaming at the cost of
/// the new text. Nothing in a message can open a file or a connection; a link is opened by whoever hears
/// linkActivated(), which comes only after a click and a look at the whole address.
class TranscriptView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TranscriptView(QWidget *parent = nullptr);
    ~TranscriptView() override;

    /// @p model is not owned and may be null.
    void setModel(models::TranscriptModel *model);
    models::TranscriptModel *model() const { return m_model; }

    /// What an empty transcript says: what it is, and what to do next. @p action may be empty for no button.
    void setEmptyState(const QString &title, const QString &text, const QString &action = {});
    /// Shown instead of the messages when they cannot be had ("The conversation could not be read"). Empty:
    /// nothing is wrong.
    void setProblem(const std::optional<base::Error> &problem);

    /// Shows the end and stays there while it grows. Called when something is sent.
    void followBottom();
    bool isFollowing() const { return m_following; }

    /// The message the keyboard is at; -1 for none.
    int currentRow() const { return m_current; }
    void setCurrentRow(int row);
    /// Which of the current message's hot spots Tab has reached; -1 for the message itself.
    int focusedSpot() const { return m_focusedSpot; }
    void scrollToRow(int row);
    /// Brings a block of a message (-1: all of it) into view, selected, and makes the message the current
    /// one.
    void showBlock(int row, int block);
    /// The same without moving what is in view.
    void markBlock(int row, int block);

    /// Find in the conversation.
    TranscriptFind &find() { return *m_find; }

    bool hasSelection() const { return !selection().isEmpty(); }
    SelectedRange selection() const;
    QString selectedText();
    void selectAll();
    void clearSelection();
    /// The selection, or without one the current message, in plain, Markdown and HTML flavours.
    void copy();
    void copyMessage(int row);
    void copyMessageAsMarkdown(int row);
    void copyMessageAsJson(int row);

    /// What a message offers besides reading: links, folds, Retry.
    std::vector<HotSpot> hotSpots(int row);
    void activate(int row, const HotSpot &spot);
    /// Where a message is, in viewport coordinates.
    QRect rowRect(int row);

    /// Lets @p editor stand in the place of what a message says, below its header and as high as it wants to
    /// be. The view takes it over; there is one at a time, the one before is given up. @p overlay is what in
    /// it stands at the end of the view over what is edited; null for none.
    void setRowEditor(int row, QWidget *editor, const QWidget *overlay = nullptr);
    /// Gives the editor up; it is deleted later.
    void closeRowEditor();
    /// -1 for none.
    int editorRow() const { return m_rows.embeddedRow(); }

    /// Does at once what would be done at the next display frame.
    void flush();

    QSize minimumSizeHint() const override { return {280, 160}; }

Q_SIGNALS:
    /// Retry under the error of a message was chosen.
    void retryRequested(const QString &turnId);
    /// What helps with the error of that answer: a sign-in, a key, or a look at the connection.
    void signInRequested(const QString &turnId);
    void keyRequested(const QString &turnId);
    void connectionRequested(const QString &turnId);
    /// Something was chosen from the menu of a message, by its key or at its fork. @p block -1: all of it.
    void turnCommand(outcrop::ui::models::TurnCommand command, const QString &turnId, int block);
    /// A link was clicked: @p shown is the whole address in ASCII. The bar that asks is up already.
    void linkConfirmationRequested(const QUrl &url, const QString &shown);
    /// The link was looked at and may be opened now.
    void linkActivated(const QUrl &url);
    /// The address under the mouse in ASCII, empty for none; for a status bar.
    void linkHovered(const QString &shown);
    /// The message whose editor was shown is not in the model any more; the editor was given up.
    void rowEditorLost();
    void emptyActionTriggered();
    void followingChanged(bool following);
    void currentRowChanged(int row);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void changeEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    friend class TranscriptFind;

    // transcriptview.cpp: model, painting
    void connectModel();
    void restyle();
    void onRowsInserted(int first, int last);
    void onRowsRemoved(int first, int last);
    void onTextAppended(int row, int block, qsizetype added);
    void onTurnChanged(int row);
    void onTurnFinished(int row);
    void updateEmptyState();
    void paintEmptyState(QPainter &painter);
    void paintSeconds();
    TurnLayout::PaintState paintState(int row) const;

    // transcriptscroll.cpp: frames, what is visible, following
    void scheduleFrame();
    void goOnWithLongTexts();
    void settle();
    void updateRange();
    void setScroll(qint64 value);
    qint64 contentHeight() const;
    int scrollTop() const;
    int rowTop(int row) const;
    int rowAt(int y) const;
    void setFollowing(bool following);
    void updateNewButton();
    void placeOverlays();

    // transcripteditor.cpp: a widget in the place of a message
    int editorHeight() const;
    void fitEditor();
    void placeEditor();
    void showEditedPlace();
    bool isOverEditor(QPoint viewportPos) const;

    // transcriptinput.cpp: pointing
    struct Pointed {
        int row = -1;
        QPointF local; ///< in the row
    };
    Pointed pointedAt(QPoint viewportPos);
    // turnmenu.cpp
    int blockAt(int row, QPointF local);
    void addTurnActions(QMenu *menu, int row, int block);
    void addInsertActions(QMenu *menu, const QString &turnId);
    bool messageAction(int row, const HotSpot &action);
    bool turnKey(int key, Qt::KeyboardModifiers modifiers);
    std::optional<TextPosition> positionAt(QPoint viewportPos);
    std::optional<std::pair<int, HotSpot>> hotSpotAt(QPoint viewportPos);
    void askForLink(const QString &target);
    void setHovered(const std::optional<std::pair<int, HotSpot>> &hovered);

    // transcriptselection.cpp
    void select(TextPosition anchor, TextPosition caret);
    void selectWordAt(const TextPosition &position);
    void selectBoxAt(const TextPosition &position);
    void selectRows(int from, int to);
    void publishPrimarySelection();

    // transcriptkeys.cpp: the keyboard
    void moveCurrent(int delta, bool extend);
    void scrollPage(int direction);
    void toggleFolds(int row);
    int nextShownRow(int row, int direction) const;
    void setFocusedSpot(int index);

    QPointer<models::TranscriptModel> m_model;
    RowLayouts m_rows;
    bool m_following = true;
    bool m_settling = false;
    bool m_styleStale = true;
    QBasicTimer m_frameTimer;
    QBasicTimer m_dragTimer;
    QList<int> m_grownRows; ///< since the last frame
    bool m_layoutStale = false;
    int m_newRows = 0; ///< messages below that were not seen
    bool m_grewBelow = false;
    int m_failedBelow = -1; ///< the last row that failed out of view; -1: none

    std::optional<TextPosition> m_anchor;
    std::optional<TextPosition> m_caret;
    int m_current = -1;
    int m_extendFrom = -1; ///< row where selecting by messages began
    bool m_focusVisible = false;
    int m_focusedSpot = -1; ///< of the current row's hot spots
    std::optional<std::pair<int, HotSpot>> m_hovered;
    int m_hoveredRow = -1;
    std::optional<std::pair<int, HotSpot>> m_pressed;
    bool m_dragging = false;
    QPoint m_pressedAt;
    qint64 m_lastDoubleClick = -1;

    QString m_emptyTitle;
    QString m_emptyText;
    std::optional<base::Error> m_problem;
    QPushButton *m_newButton;
    QPushButton *m_emptyAction;
    LinkBar *m_linkBar;
    TranscriptFind *m_find;
    QPointer<QWidget> m_editor; ///< a child of the viewport
    QPointer<const QWidget> m_editorOverlay;
};

} // namespace outcrop::ui::transcript
