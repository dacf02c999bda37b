// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/attachmentcard.h"

#include "core/base/atomicfile.h"
#include "core/base/offthread.h"
#include "ui/widgets/attachmentpreview.h"
#include "ui/widgets/fonts.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/outcropstyle.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/tokens.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QToolButton>

namespace outcrop::ui::widgets
{

using namespace Qt::StringLiterals;
using attachments::AttachmentFacts;
using attachments::Medium;
using Source = AttachmentFacts::Source;

namespace
{

constexpr int pictureSide = 44;
constexpr int iconSide = 24;

/// What can be said without decoding anything.
AttachmentFacts factsAtOnce(const json::Json &block)
{
    AttachmentFacts facts;
    if (const auto medium = attachments::mediumOf(block.keyAt(0)))
        facts.medium = *medium;
    const json::Json value = block.at(0);
    facts.format = value.value("format"_L1).toString();
    facts.name = value.value("name"_L1).toString();
    facts.uri = value.value("source"_L1).value("s3Location"_L1).value("uri"_L1).toString();
    return facts;
}

/// Fills the square and has its rounded corners.
QPixmap squarePixmap(const QImage &image, qreal ratio)
{
    const QSize size = QSize(pictureSide, pictureSide) * ratio;
    const QImage filled = image.scaled(size, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath corners;
    corners.addRoundedRect(QRectF(pixmap.rect()), 4 * ratio, 4 * ratio);
    painter.setClipPath(corners);
    painter.drawImage((size.width() - filled.width()) / 2, (size.height() - filled.height()) / 2, filled);
    painter.end();
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

} // namespace

AttachmentCard::AttachmentCard(RowCommands commands, QWidget *parent)
    : Card(parent)
    , m_rowCommands(commands == RowCommands::Yes)
    , m_picture(new QLabel)
    , m_name(new ElidedLabel)
    , m_nameEdit(new QLineEdit)
    , m_detail(new TextLabel({}, TextRole::Muted))
    , m_problem(new TextLabel({}, TextRole::Error))
    , m_fix(new QPushButton)
    , m_preview(new QPushButton(tr("Preview")))
    , m_more(new QToolButton)
    , m_menu(new QMenu(this))
{
    build();
    buildMenu(commands);
    connect(m_fix, &QPushButton::clicked, this, [this] {
        if (m_look.problem && m_look.problem->mended)
            Q_EMIT edited(*m_look.problem->mended);
    });
    connect(m_preview, &QPushButton::clicked, this, &AttachmentCard::preview);
    connect(m_nameEdit, &QLineEdit::editingFinished, this, [this] { endRename(true); });
}

void AttachmentCard::build()
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(metrics::margin, metrics::space, metrics::space, metrics::space);
    layout->setSpacing(metrics::space);
    m_picture->setFixedWidth(pictureSide);
    m_picture->setAlignment(Qt::AlignCenter);
    m_picture->setCursor(Qt::PointingHandCursor);
    m_picture->installEventFilter(this);
    layout->addWidget(m_picture);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    m_name->setFont(boldFont(m_name->font()));
    m_nameEdit->hide();
    m_nameEdit->setAccessibleName(tr("Name of the document"));
    m_nameEdit->installEventFilter(this);
    for (TextLabel *label : {m_detail, m_problem}) {
        useSmall(label);
        label->setWordWrap(true);
    }
    m_problem->hide();
    words->addStretch();
    for (QWidget *part : std::initializer_list<QWidget *>{m_name, m_nameEdit, m_detail, m_problem})
        words->addWidget(part);
    words->addStretch();
    layout->addLayout(words, 1);
    m_fix->hide();
    m_more->setText(u"⋯"_s);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_more->setMenu(m_menu);
    m_more->setFixedWidth(metrics::controlHeight + metrics::gap);
    for (QPushButton *button : {m_fix, m_preview})
        button->setAutoDefault(false);
    for (QWidget *stop : tabStops()) {
        stop->installEventFilter(this);
        layout->addWidget(stop, 0, Qt::AlignVCenter);
    }
}

void AttachmentCard::buildMenu(RowCommands commands)
{
    m_previewAction = m_menu->addAction(tr("Preview"), this, &AttachmentCard::preview);
    m_renameAction = m_menu->addAction(tr("Rename… (F2)"), this, &AttachmentCard::rename);
    m_copyHashAction = m_menu->addAction(tr("Copy SHA-256"), this, [this] {
        QGuiApplication::clipboard()->setText(QString::fromLatin1(m_look.facts->sha256));
    });
    m_saveAction = m_menu->addAction(tr("Save as…"), this, &AttachmentCard::saveAs);
    if (commands == RowCommands::No)
        return;
    m_menu->addSeparator();
    m_menu->addAction(tr("Move up (Alt+Up)"), this, [this] { Q_EMIT moveRequested(-1); });
    m_menu->addAction(tr("Move down (Alt+Down)"), this, [this] { Q_EMIT moveRequested(1); });
    m_menu->addAction(tr("Remove (Ctrl+Delete)"), this, &AttachmentCard::removeRequested);
}

QList<QWidget *> AttachmentCard::tabStops() const
{
    return {m_fix, m_preview, m_more};
}

QString AttachmentCard::title() const
{
    return attachmentTitle(m_look.facts.value_or(factsAtOnce(m_block)), m_fileName);
}

void AttachmentCard::setBlock(const json::Json &block, const QString &fileName)
{
    if (m_asked > 0 && m_block == block && m_fileName == fileName)
        return;
    m_block = block;
    m_fileName = fileName;
    m_look = {};
    showFacts(factsAtOnce(block));
    const QSize most = QSize(pictureSide, pictureSide) * 4; // sharp on any screen, whatever the shape
    lookAtAttachment(block, most, m_check, this, [this, asked = ++m_asked](const AttachmentLook &look) {
        if (asked == m_asked)
            onLooked(look);
    });
}

void AttachmentCard::onLooked(const AttachmentLook &look)
{
    m_look = look;
    if (look.facts)
        showFacts(*look.facts);
    Q_EMIT lookChanged();
}

void AttachmentCard::showFacts(const AttachmentFacts &facts)
{
    const QString name = attachmentTitle(facts, m_fileName);
    m_name->setText(name);
    m_detail->setText(describeAttachment(facts));
    const bool broken = m_look.problem.has_value();
    m_problem->setVisible(broken);
    m_problem->setText(broken ? m_look.problem->message : QString());
    setInvalid(broken);
    const bool fixable = broken && m_look.problem->mended;
    // The button that was pressed may be the one that goes.
    const bool hadFocus = m_fix->hasFocus();
    m_fix->setText(fixable ? m_look.problem->fix : QString());
    m_fix->setVisible(fixable);
    m_preview->setVisible(!fixable);
    if (hadFocus && !fixable)
        m_preview->setFocus();
    m_fix->setAccessibleName(tr("%1: %2").arg(name, m_fix->text()));
    m_preview->setAccessibleName(tr("Preview %1").arg(name));
    m_more->setAccessibleName(tr("More for %1").arg(name));
    m_more->setToolTip(m_more->accessibleName().toHtmlEscaped());
    setAccessibleName(tr("Attachment %1").arg(name));
    setAccessibleDescription(broken ? m_detail->text() + u". "_s + m_problem->text() : m_detail->text());
    m_detail->setToolTip(facts.sha256.isEmpty() ? QString()
                                                : u"sha256 "_s + QString::fromLatin1(facts.sha256));
    m_renameAction->setVisible(facts.medium == Medium::Document);
    m_copyHashAction->setEnabled(!facts.sha256.isEmpty());
    m_saveAction->setEnabled(facts.source == Source::Bytes || facts.source == Source::Text);
    showPicture();
}

void AttachmentCard::showPicture()
{
    const Medium medium = m_look.facts ? m_look.facts->medium : factsAtOnce(m_block).medium;
    if (!m_look.image.isNull())
        m_picture->setPixmap(squarePixmap(m_look.image, devicePixelRatioF()));
    else
        m_picture->setPixmap(icon(QString(attachments::memberOf(medium))).pixmap(iconSide, iconSide));
    m_picture->setToolTip(m_look.whyNoImage.toHtmlEscaped());
}

void AttachmentCard::changeEvent(QEvent *event)
{
    Card::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_asked > 0)
        showPicture();
}

void AttachmentCard::rename()
{
    if (!m_renameAction->isVisible())
        return;
    m_nameEdit->setText(m_block.at(0).value("name"_L1).toString());
    m_name->hide();
    m_nameEdit->show();
    m_nameEdit->selectAll();
    m_nameEdit->setFocus(Qt::OtherFocusReason);
}

void AttachmentCard::endRename(bool keep)
{
    if (m_nameEdit->isHidden())
        return;
    const bool hadFocus = m_nameEdit->hasFocus();
    m_nameEdit->hide();
    m_name->show();
    if (hadFocus)
        m_more->setFocus();
    json::Json value = m_block.at(0);
    if (!keep || m_nameEdit->text() == value.value("name"_L1).toString())
        return;
    value.set("name"_L1, json::Json(m_nameEdit->text()));
    json::Json block = m_block;
    block.setAt(0, value);
    Q_EMIT edited(block);
}

void AttachmentCard::preview()
{
    auto *window = new AttachmentPreview(m_block, title(), this);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->open();
}

void AttachmentCard::saveAs()
{
    auto *dialog = new QFileDialog(this, tr("Save the attachment as"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    const QString format = m_look.facts->format;
    const QString name = title();
    dialog->selectFile(name.endsWith(u'.' + format) || name == m_fileName ? name : name + u'.' + format);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        base::offThread(
            this,
            [block = m_block, path] {
                const auto written =
                    base::AtomicFile::write(path, attachments::bytesOf(block).value_or(QByteArray()));
                return written ? QString() : written.error().message;
            },
            [this](const QString &problem) {
                m_problem->setVisible(!problem.isEmpty() || m_look.problem);
                if (!problem.isEmpty())
                    m_problem->setText(problem);
            });
    });
    dialog->open();
}

bool AttachmentCard::takeRowKey(int key, Qt::KeyboardModifiers modifiers)
{
    if (key == Qt::Key_F2 && modifiers == Qt::NoModifier)
        rename();
    else if (m_rowCommands && modifiers == Qt::AltModifier && key == Qt::Key_Up)
        Q_EMIT moveRequested(-1);
    else if (m_rowCommands && modifiers == Qt::AltModifier && key == Qt::Key_Down)
        Q_EMIT moveRequested(1);
    else if (m_rowCommands && modifiers == Qt::ControlModifier && key == Qt::Key_Delete)
        Q_EMIT removeRequested();
    else
        return false;
    return true;
}

bool AttachmentCard::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_picture && event->type() == QEvent::MouseButtonRelease)
        preview();
    if (event->type() != QEvent::KeyPress)
        return Card::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (watched == m_nameEdit) {
        if (key->key() != Qt::Key_Escape)
            return false;
        endRename(false);
        return true;
    }
    return takeRowKey(key->key(), key->modifiers());
}

} // namespace outcrop::ui::widgets
