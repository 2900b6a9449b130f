process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_LOG_CRON_ACTIVE_INTERVAL = '0';
