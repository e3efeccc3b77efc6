"""Municipalities of the region and the organisations that work in it."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from network.organisations.querysets import OrganisationQuerySet
from network.topics.models import Topic


def _check_coordinates(place):
    """Refuse half a pair of coordinates, and what is on no globe."""
    if (place.latitude is None) != (place.longitude is None):
        raise ValidationError({"longitude": _("Give both coordinates, or none.")})
    if place.latitude is not None and not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
        raise ValidationError({"latitude": _("These are no coordinates in degrees.")})


class Municipality(models.Model):
    """A municipality; which ones there are is content of a region, never code."""

    code = models.CharField(_("code"), max_length=6, unique=True, help_text=_("Such as GM0153."))
    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        help_text=_("Of the middle, in degrees: it places the municipality on the map."),
    )
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        _check_coordinates(self)


class Organisation(index.Indexed, models.Model):
    """Who somebody works for: a provider, a municipality, a school, a certified institution or another."""

    class Kind(models.TextChoices):
        PROVIDER = "provider", _("Provider")
        MUNICIPALITY = "municipality", _("Municipality")
        SCHOOL = "school", _("School")
        CERTIFIED = "certified", _("Certified institution")
        OTHER = "other", _("Other")

    class Size(models.TextChoices):
        SMALL = "small", _("Small")
        LARGE = "large", _("Large")

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices, default=Kind.PROVIDER)
    size = models.CharField(_("size"), max_length=6, choices=Size.choices, default=Size.SMALL)
    municipalities = models.ManyToManyField(Municipality, blank=True, verbose_name=_("municipalities"))
    description = models.TextField(_("description"), blank=True, max_length=2000)
    website = models.URLField(_("website"), blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="organisations", verbose_name=_("topics"))
    source_id = models.CharField(_("id in the source"), max_length=300, blank=True, editable=False, db_index=True)
    mail_domain = models.CharField(
        _("mail domain"),
        max_length=120,
        blank=True,
        help_text=_("Who has an address at exactly this domain may ask for an account, such as example.nl."),
    )

    objects = OrganisationQuerySet.as_manager()

    search_fields = [
        index.SearchField("name", boost=3, names=True),
        index.AutocompleteField("name"),
        index.SearchField("description"),
        index.SearchField("topic_names"),
        index.RelatedFields("municipalities", [index.SearchField("name", boost=0.5, names=True)]),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = [
            models.UniqueConstraint(
                Lower("mail_domain"),
                condition=~models.Q(mail_domain=""),
                name="organisation_mail_domain_once",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organisations:detail", args=[self.slug])

    @property
    def website_name(self):
        """The website as people say it: only the host."""
        return urlsplit(self.website).netloc.removeprefix("www.") or self.website

    def clean(self):
        """Refuse a mail domain that is none, or of another organisation: who has it may ask for an account."""
        super().clean()
        self.mail_domain = _tidy_domain(self.mail_domain)
        if not self.mail_domain:
            return
        try:
            DomainNameValidator(accept_idna=False)(self.mail_domain)
        except ValidationError:
            raise ValidationError(
                {"mail_domain": _("Write what stands behind the @ only, such as example.nl.")}
            ) from None
        other = Organisation.objects.filter(mail_domain__iexact=self.mail_domain).exclude(pk=self.pk).first()
        if other is not None:
            raise ValidationError({"mail_domain": _("%(name)s has this mail domain already.") % {"name": other.name}})

    def save(self, *args, **kwargs):
        self.mail_domain = _tidy_domain(self.mail_domain)
        super().save(*args, **kwargs)

    @classmethod
    def get_indexed_objects(cls):
        return super().get_indexed_objects().prefetch_related("topics")

    def topic_names(self):
        """The names of its topics that are part of the vocabulary, for the index: the others are named nowhere."""
        return "\n".join(topic.name for topic in self.topics.all() if topic.status == Topic.Status.ACCEPTED)

    def municipality_names(self):
        """Where it works, as one text for an export."""
        return ", ".join(municipality.name for municipality in self.municipalities.all())


def _tidy_domain(domain):
    return domain.strip().lower().lstrip("@")


class Location(models.Model):
    """Where an organisation can be visited. Coordinates are degrees (WGS 84)."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="locations", verbose_name=_("organisation")
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    address = models.CharField(_("street and number"), max_length=160)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    city = models.CharField(_("place"), max_length=80)
    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="locations",
        verbose_name=_("municipality"),
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    accessibility = models.CharField(
        _("accessibility"), max_length=300, blank=True, help_text=_("For example: lift, quiet waiting room.")
    )
    source_id = models.CharField(_("id in the source"), max_length=300, blank=True, editable=False, db_index=True)

    class Meta:
        ordering = ["city", "address", "pk"]
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def __str__(self):
        return ", ".join(part for part in (self.name, self.address, self.city) if part)

    def clean(self):
        super().clean()
        _check_coordinates(self)


class QualityRegistration(models.Model):
    """A register or certificate of an organisation (SKJ, HKZ, ISO 9001, …), with a link where it can be checked."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="registrations", verbose_name=_("organisation")
    )
    register = models.CharField(_("register"), max_length=80)
    number = models.CharField(_("number"), max_length=60, blank=True)
    link = models.URLField(_("link to the register"), max_length=400, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)

    class Meta:
        ordering = ["register", "pk"]
        verbose_name = _("quality registration")
        verbose_name_plural = _("quality registrations")

    def __str__(self):
        return self.register

    @property
    def is_over(self):
        """Whether it held until a day that is past."""
        return self.valid_until is not None and self.valid_until < timezone.localdate()
