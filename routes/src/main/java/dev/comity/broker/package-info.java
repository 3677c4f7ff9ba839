/**
 * The message broker, embedded: Artemis with a persistent journal under the data folder. Each agency has one address that
 * only it writes ({@code in.<agency>}) and one that only it reads ({@code out.<agency>}); the hub alone reads and writes the
 * others. Permissions are decided by {@link dev.comity.broker.BrokerPermissions}, passwords by {@link
 * dev.comity.broker.BrokerUsers}. Whatever is not allowed by name is refused.
 */
package dev.comity.broker;
