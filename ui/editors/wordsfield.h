// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace outcrop::attachments
{
struct AttachedFile;
}

namespace outcrop::ui::widgets
{
class MessageEdit;
class Strip;
} // namespace outcrop::ui::widgets

namespace outcrop::ui::editors
{

/// The text of a block, and below it what is said about what was pasted: that it is long and could be a
/// document, that it has characters nobody sees.
class WordsField : public QWidget
{
    Q_OBJECT

public:
    enum class LongTexts {
        Insert, ///< there is no place for a document
        Offer,  ///< as a document: attached()
    };

    WordsField(int mostLines, LongTexts longTexts, QWidget *parent = nullptr);

    widgets::MessageEdit *edit() const { return m_edit; }
    /// The text, then the buttons below it, which are hidden for most of the time.
    QList<QWidget *> stops() const;

Q_SIGNALS:
    /// A document (or a file that was pasted) shall stand before the text.
    void attached(const outcrop::attachments::AttachedFile &file);

private:
    widgets::MessageEdit *m_edit;
    widgets::Strip *m_strip;
};

} // namespace outcrop::ui::editors
