// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/foldedbytes.h"
#include "core/conversation/requestedit.h"
#include "core/json/textpatch.h"

#include <QObject>
#include <QTimer>

namespace outcrop::conversation
{

/// The request of a document as a text that can be edited; either follows the other (requestAsWritten(),
/// applyRequestBody()). Long base64 strings are folded (FoldedBytes).
///
/// A change of the document changes the text only where it differs, so white space, carets and folds around
/// it stay. An edit of the text comes into the document within applyDelay, as long as the text is a request.
/// While it is none, it stays as it was typed, with the document (Conversation::requestText), and what is
/// changed elsewhere comes into it all the same, but where it is being written: there the text will win once
/// it is whole (isContested()).
class RequestText : public QObject
{
    Q_OBJECT

public:
    /// Edits of the text wait for so long, so that a burst of them is one.
    static constexpr int applyDelay = 15; // ms
    /// Changes of the document likewise.
    static constexpr int followDelay = 5; // ms

    /// Why the text is no request.
    struct Problem {
        qint64 offset = 0; ///< byte in the text
        qint64 line = 1;   ///< from 1
        qint64 column = 1; ///< from 1, in Unicode characters
        QString pointer;   ///< of the value that is wrong
        QString message;   ///< one clause without a full stop

        friend bool operator==(const Problem &, const Problem &) = default;
    };

    /// @p document must live longer.
    explicit RequestText(ConversationDocument *document, QObject *parent = nullptr);
    ~RequestText() override;

    ConversationDocument *document() const { return m_document; }
    const QByteArray &text() const { return m_text; }
    /// The text with all bytes in it, to be copied elsewhere.
    QByteArray wholeText(const QByteArray &part) const { return m_bytes.unfolded(part); }
    /// As of the last edit that was looked at.
    const std::optional<Problem> &problem() const { return m_problem; }
    /// The document was changed where the text is no request.
    bool isContested() const { return m_contested; }

    /// A change of the text by its editor.
    void edit(const json::TextPatch &change);
    /// Does at once what edits and changes wait for.
    void flush();
    /// Gives up a text that is no request: it says what the document says. A step of undo.
    void discard();

    /// The way to what stands at a byte of the text, as far as the text can be read.
    json::Pointer pointerAt(qint64 offset) const;
    /// Where a value stands in the text, or the innermost around it.
    json::Range rangeOf(const json::Pointer &pointer) const;
    /// What the text shows though it is not sent like that.
    const RequestShape &shape() const { return m_editing.shape; }

Q_SIGNALS:
    /// The text was changed, but not by its editor: apply them from the last to the first.
    void patched(const std::vector<outcrop::json::TextPatch> &patches);
    /// problem() or isContested().
    void problemChanged();

private:
    void onDocumentChanged();
    void apply();
    void follow();
    void takeGood(const std::vector<json::TextPatch> &patches);
    void showKeptText();
    void forgetHalfTyped();
    void keepHalfTyped(const Problem &problem);
    void setProblem(const std::optional<Problem> &problem, bool contested);
    void measureHalf();
    std::vector<json::TextPatch> outsideHalf(const std::vector<json::TextPatch> &patches);
    json::Json wanted();
    static Problem problemOf(const json::ParseError &error);
    std::optional<Problem> problemOf(const QByteArray &text) const;

    ConversationDocument *m_document;
    FoldedBytes m_bytes;
    RequestEditing m_editing;
    QByteArray m_text;
    /// The text that said what the document says, and its value. The text while that is a request; else they
    /// are the same in their first m_same and last m_sameEnd bytes.
    QByteArray m_good;
    json::Json m_value;
    qint64 m_same = 0;
    qint64 m_sameEnd = 0;
    std::optional<Problem> m_problem;
    bool m_contested = false;

    bool m_edited = false; ///< since apply()
    std::optional<TextRun> m_run;
    qint64 m_inserted = 0;
    bool m_applying = false;
    QTimer m_applySoon;
    QTimer m_followSoon;
};

} // namespace outcrop::conversation
