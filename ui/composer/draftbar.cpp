// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/composer/draftbar.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/toolanswers.h"
#include "ui/composer/attaching.h"
#include "ui/composer/s3dialog.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/tokens.h"

#include <QActionGroup>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>

namespace outcrop::ui::composer
{

using namespace Qt::StringLiterals;
using namespace widgets;
using conversation::ConversationDocument;
using conversation::DraftTarget;

namespace
{

/// Endings of `attachments::formatsOf()` as people write them, and of texts that go as txt.
QStringList nameFilters()
{
    return {
        DraftBar::tr("What Converse takes") +
            u" (*.png *.jpg *.jpeg *.gif *.webp *.pdf *.csv *.doc *.docx *.xls *.xlsx *.html *.htm *.txt "
            u"*.md "
            "*.mkv *.mov *.mp4 *.webm *.flv *.mpeg *.mpg *.wmv *.3gp *.mp3 *.opus *.wav *.aac *.flac *.ogg "
            "*.mka *.m4a *.mpga *.pcm)"_s,
        DraftBar::tr("All files (*)")};
}

/// Tool buttons leave less room beside their text than the push button at their side.
void label(QToolButton *button, const QString &text)
{
    button->setText(text);
    button->setMinimumWidth(button->fontMetrics().horizontalAdvance(text) + 2 * metrics::margin + 2);
}

} // namespace

DraftBar::DraftBar(ConversationDocument *document, Attaching *attaching, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_attaching(attaching)
    , m_role(new QToolButton)
    , m_roles(new QActionGroup(this))
    , m_attach(new QToolButton)
    , m_paste(nullptr)
    , m_cachePoint(new QPushButton(tr("+ Cache point")))
{
    auto *layout = new FlowLayout(metrics::gap, this);
    for (QWidget *part : std::initializer_list<QWidget *>{m_role, m_attach, m_cachePoint})
        layout->addWidget(part);
    for (QToolButton *button : {m_role, m_attach}) {
        button->setFocusPolicy(Qt::StrongFocus);
        button->setPopupMode(QToolButton::InstantPopup);
        button->setFixedHeight(m_cachePoint->sizeHint().height());
    }
    m_cachePoint->setAutoDefault(false);
    m_cachePoint->setAccessibleName(tr("Add a cache point"));
    m_cachePoint->setToolTip(tr("cachePoint: what stands above it is kept in the prompt cache"));
    buildRoles();
    buildAttach();
    connect(m_cachePoint, &QPushButton::clicked, this, &DraftBar::addCachePoint);
    connect(document, &ConversationDocument::draftRoleChanged, this, &DraftBar::showRole);
    connect(document, &ConversationDocument::draftTargetChanged, this, &DraftBar::showRole);
    connect(attaching, &Attaching::pendingChanged, this, &DraftBar::showPending);
    showRole();
    showPending();
}

QList<QWidget *> DraftBar::tabStops() const
{
    return {m_role, m_attach, m_cachePoint};
}

void DraftBar::buildRoles()
{
    auto *menu = new QMenu(m_role);
    const std::pair<QString, QString> roles[] = {{u"user"_s, tr("User")},
                                                 {u"assistant"_s, tr("Assistant (prefill)")},
                                                 {u"system"_s, tr("System (newer models only)")}};
    for (const auto &[role, text] : roles) {
        QAction *action = menu->addAction(text);
        action->setCheckable(true);
        action->setData(role);
        m_roles->addAction(action);
        connect(action, &QAction::triggered, m_document,
                [document = m_document, role = role] { document->setDraftRole(role); });
    }
    m_role->setMenu(menu);
    m_role->setToolTip(
        tr("role: who says the message. An assistant's is the beginning of the answer, from where "
           "the model goes on."));
}

void DraftBar::buildAttach()
{
    auto *menu = new QMenu(m_attach);
    menu->addAction(tr("Files…"), this, &DraftBar::chooseFiles);
    menu->addAction(tr("S3 object…"), this, &DraftBar::askForS3Object);
    m_paste = menu->addAction(tr("From the clipboard"), this, &DraftBar::pasteClipboard);
    connect(menu, &QMenu::aboutToShow, this, [this] {
        const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
        m_paste->setEnabled(mime && (Attaching::canAttach(*mime) || mime->hasText()));
    });
    m_attach->setMenu(menu);
    m_attach->setToolTip(tr("image, document, video, audio. Files can be dropped and pasted too."));
}

void DraftBar::showRole()
{
    const conversation::Conversation &conversation = m_document->conversation();
    const std::optional<DraftTarget> &target = conversation.draftTarget;
    const bool isResult = !target && !conversation::pendingToolUses(conversation).empty();
    const conversation::Turn *about = target ? conversation.findTurn(target->turnId) : nullptr;
    QString role = conversation.draftFrame.role.isEmpty() ? u"user"_s : conversation.draftFrame.role;
    if (target)
        role = about && target->kind == DraftTarget::Kind::Sibling ? about->role : target->role;
    QString name = role.left(1).toUpper() + role.mid(1);
    for (QAction *action : m_roles->actions()) {
        action->setChecked(action->data() == role);
        if (action->isChecked())
            name = action->text().section(u" ("_s, 0, 0);
    }
    m_role->setEnabled(!isResult && !target); // the role is that of what it answers or stands beside
    if (isResult)
        name = tr("Tool result");
    label(m_role, name + u" ▾"_s);
    m_role->setAccessibleName(tr("Role of the message: %1").arg(name));
}

void DraftBar::showPending()
{
    const bool reading = m_attaching->pending() > 0;
    label(m_attach, reading ? tr("Reading…") : tr("+ Attach ▾"));
    m_attach->setAccessibleName(reading ? tr("Reading a file") : tr("Attach"));
}

void DraftBar::chooseFiles()
{
    auto *dialog = new QFileDialog(this, tr("Attach files"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(nameFilters());
    connect(dialog, &QFileDialog::filesSelected, m_attaching, &Attaching::attachFiles);
    dialog->open();
}

void DraftBar::askForS3Object()
{
    auto *dialog = new S3Dialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &S3Dialog::chosen, m_attaching, &Attaching::attach);
    dialog->open();
}

void DraftBar::pasteClipboard()
{
    const QMimeData *mime = QGuiApplication::clipboard()->mimeData();
    if (mime && !m_attaching->attachFrom(*mime) && mime->hasText())
        m_attaching->attachText(mime->text());
}

void DraftBar::addCachePoint()
{
    const auto end = int(m_document->conversation().draftFrame.after.size());
    m_document->insertBlock(ConversationDocument::afterDraft(), end, conversation::cachePointBlock().value);
}

} // namespace outcrop::ui::composer
