// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace outcrop::ui::widgets
{

class Attaching;
class MessageEdit;
class Strip;

/// What is said and asked about what was pasted, dropped or attached: that a text is long and could be a
/// document, that it has characters nobody sees, that a file could not be attached.
class Pasting : public QObject
{
    Q_OBJECT

public:
    /// All must live longer.
    Pasting(MessageEdit *edit, Attaching *attaching, Strip *strip, QObject *parent = nullptr);

    /// What was said was about a message that is sent now. A text that waits for an answer goes on waiting.
    void forget();

private:
    enum class Question { None, LongText, Unseen };

    void settle();
    void onLongText(const QString &text);
    void onUnseen(int count);
    void onFirst();
    void onSecond();
    void end();

    MessageEdit *m_edit;
    Attaching *m_attaching;
    Strip *m_strip;
    Question m_question = Question::None;
    QString m_text; ///< that waits for an answer
};

} // namespace outcrop::ui::widgets
